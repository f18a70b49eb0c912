"""One JSON object per line on stdout, from our own code and from libraries alike.

Promises: every line carries service, level, time, and where known correlation_id and trace_id; keys that may
hold something personal are masked before a line is written (see personal.py), and a traceback quotes no library
(see faults.py).
Does not: choose what to log. Log ids, not things.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO, cast

import structlog

from shared.observability import tracing
from shared.observability.faults import without_words
from shared.observability.personal import scrub

# structlog's own keys; `event` is the sentence of the line, `exception` its traceback.
_STRUCTURAL = frozenset({"event", "level", "timestamp", "service", "logger", "correlation_id", "trace_id"})

log = cast("structlog.stdlib.BoundLogger", structlog.get_logger())


def configure_logging(service: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Call once, at the start of a process; calling again replaces the former configuration."""
    before_rendering: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(without_words),
        _add_service(service),
        add_trace,
        mask_personal,
    ]
    structlog.configure(
        processors=[*before_rendering, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before_rendering,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_to_json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("amqp", "kombu", "pika", "pymongo", "urllib3"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)


def add_trace(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    trace, correlation = tracing.current(), tracing.correlation_id()
    if correlation:
        event.setdefault("correlation_id", correlation)
    if trace:
        event.setdefault("trace_id", trace.trace_id)
    return event


def mask_personal(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep structural keys, mask the personal ones, cut numbers out of sentences and tracebacks."""
    private = {key: value for key, value in event.items() if key not in _STRUCTURAL and not key.startswith("_")}
    event.update(scrub(private))
    event["event"] = scrub(str(event.get("event", "")))
    return event


def _add_service(service: str) -> Any:
    def add(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event["service"] = service
        return event

    return add


def _to_json(event: Any, **_options: Any) -> str:
    return json.dumps(event, ensure_ascii=False, default=str)
