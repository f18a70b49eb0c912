"""The gateway's own numbers. Labels are bounded: routes and methods by name, never by path or person."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import Counter, Gauge

from shared.observability.metrics import counter, histogram

HTTP_SECONDS = histogram("sotay_http_seconds", "Time to answer an HTTP request.", ["route", "outcome"])
ASKED_SECONDS = histogram("sotay_asked_seconds", "Time until a service answered the door.", ["method", "outcome"])
LIVE_CLIENTS = Gauge("sotay_live_clients", "Open live streams.")
LIVE_PUSHED = counter("sotay_live_pushed", "Announcements put into clients' queues.", ["type"])
LIVE_CUT = Counter("sotay_live_cut", "Streams cut because their reader was too slow.")
LIVE_RESYNCS = Counter("sotay_live_resyncs", "Times the journal's change stream had to start anew.")
LIVE_RECORDED = counter("sotay_live_recorded", "Events taken into the live journal.", ["type"])
REPEATABLE = counter("sotay_repeatable", "Repeatable POSTs by what became of them.", ["outcome"])


@dataclass
class Outcome:
    value: str = "ok"

    def set(self, value: str) -> None:
        self.value = value


@contextmanager
def asked(method: str) -> Iterator[Outcome]:
    outcome = Outcome()
    started = time.perf_counter()
    try:
        yield outcome
    finally:
        ASKED_SECONDS.of(method=method, outcome=outcome.value).observe(time.perf_counter() - started)
