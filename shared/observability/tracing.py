"""Who caused what: W3C trace context and a correlation id, carried by context variables.

Owns: parsing, making and carrying both; `bind_from_headers` at every door (RPC, event, HTTP), `to_headers` at
every exit. A malformed or hostile header is refused and a new trace begun: nothing from outside is trusted.
Does not: record or export spans. Context variables are per greenlet, thread and task, and empty in a new one.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from shared.ids import new_id

_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?", re.ASCII)
_CORRELATION = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class TraceContext:
    trace_id: str
    span_id: str
    sampled: bool = True

    def header(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"

    def child(self) -> TraceContext:
        return TraceContext(self.trace_id, secrets.token_hex(8), self.sampled)


_trace: ContextVar[TraceContext | None] = ContextVar("trace", default=None)
_correlation: ContextVar[str | None] = ContextVar("correlation", default=None)
_causation: ContextVar[str | None] = ContextVar("causation", default=None)


def parse(header: object) -> TraceContext | None:
    """The context a `traceparent` names, or None where the header breaks the standard."""
    if not isinstance(header, str) or len(header) > 256:
        return None
    match = _TRACEPARENT.fullmatch(header)
    if match is None:
        return None
    version, trace_id, span_id, flags, rest = match.groups()
    # A later version may append fields, version 00 may not; ff and all-zero ids are forbidden.
    if version == "ff" or (version == "00" and rest) or not trace_id.strip("0") or not span_id.strip("0"):
        return None
    return TraceContext(trace_id, span_id, bool(int(flags, 16) & 1))


def new_trace() -> TraceContext:
    drawn = secrets.token_hex(24)  # at once: each drawing is a system call
    return TraceContext(drawn[:32], drawn[32:])


def current() -> TraceContext | None:
    return _trace.get()


def correlation_id() -> str | None:
    return _correlation.get()


def causation_id() -> str | None:
    """The id of the event being reacted to; None while answering a person."""
    return _causation.get()


def traceparent() -> str | None:
    trace = _trace.get()
    return trace.header() if trace else None


def child() -> TraceContext:
    """A new span under the current one, or a new trace where there is none."""
    above = _trace.get()
    return above.child() if above else new_trace()


def bind_from_headers(headers: Mapping[str, Any] | None) -> TraceContext:
    """Take over the caller's trace and correlation id; begin new ones where they are missing or malformed.

    Always sets both, so that a loop over messages never works under the message before.
    """
    given = headers or {}
    above = parse(given.get("traceparent"))
    trace = above.child() if above else new_trace()
    _trace.set(trace)
    _correlation.set(_accepted(given.get("correlation_id")) or new_id())
    _causation.set(_accepted(given.get("causation_id")))
    return trace


@contextmanager
def bound(headers: Mapping[str, Any] | None) -> Iterator[TraceContext]:
    """`bind_from_headers` for a block; what was current before is current again after it."""
    before = _trace.get(), _correlation.get(), _causation.get()
    try:
        yield bind_from_headers(headers)
    finally:
        _trace.set(before[0])
        _correlation.set(before[1])
        _causation.set(before[2])


def to_headers() -> dict[str, str]:
    """What an outgoing call or event carries; empty outside any bound work."""
    headers: dict[str, str] = {}
    trace, correlation = _trace.get(), _correlation.get()
    if trace:
        headers["traceparent"] = trace.header()
    if correlation:
        headers["correlation_id"] = correlation
    return headers


def _accepted(value: object) -> str | None:
    return value if isinstance(value, str) and _CORRELATION.fullmatch(value) else None
