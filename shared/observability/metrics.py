"""Every metric of the chassis, named in one place.

Promises: label values are bounded. A label may only be one of `LABELS`, none of which names a person, a
document or anything else that grows with use; what still goes past `MAX_VALUES` is counted under "other",
so that a hostile name cannot fill the memory of Prometheus.
Does not: know a service's business numbers; those are declared by the service with `counter` and its
siblings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Generic, TypeVar

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram

# label → why the number of its values is bounded
LABELS = {
    "type": "event types are declared in shared/contracts",
    "reaction": "one per subscription in the code",
    "method": "one per RPC method in the code",
    "job": "one per kind of heavy work in the code",
    "outcome": "a handful of words, written out at each call",
    "check": "one per registered readiness check",
    "engine": "one per engine in the code",
    "route": "one per HTTP route template in the code",
    "state": "the states of a small machine, written out in the code",
}
MAX_VALUES = 200
OTHER = "other"

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_SLOW = (0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900)

M = TypeVar("M", Counter, Gauge, Histogram)


class Bounded(Generic[M]):
    """A metric whose number of label combinations has an upper limit."""

    def __init__(self, metric: M, labels: Sequence[str]) -> None:
        unknown = set(labels) - LABELS.keys()
        if unknown:
            raise ValueError(f"labels {sorted(unknown)} are not in shared.observability.metrics.LABELS")
        self._metric: M = metric
        self.label_names = tuple(labels)
        self._seen: set[tuple[str, ...]] = set()

    def of(self, **labels: str) -> M:
        """The series for these label values, or the series "other" when too many are in use."""
        values = tuple(str(labels[name]) for name in self.label_names)
        if len(labels) != len(values):
            raise ValueError(f"expected the labels {self.label_names}")
        if values not in self._seen:
            if len(self._seen) >= MAX_VALUES:
                values = (OTHER,) * len(values)
            else:
                self._seen.add(values)
        return self._metric.labels(*values)


def counter(name: str, doc: str, labels: Sequence[str], registry: CollectorRegistry = REGISTRY) -> Bounded[Counter]:
    return Bounded(Counter(name, doc, labels, registry=registry), labels)


def gauge(name: str, doc: str, labels: Sequence[str], registry: CollectorRegistry = REGISTRY) -> Bounded[Gauge]:
    return Bounded(Gauge(name, doc, labels, registry=registry), labels)


def histogram(
    name: str,
    doc: str,
    labels: Sequence[str],
    buckets: Sequence[float] = _FAST,
    registry: CollectorRegistry = REGISTRY,
) -> Bounded[Histogram]:
    return Bounded(Histogram(name, doc, labels, buckets=tuple(buckets), registry=registry), labels)


@contextmanager
def timed(series: Histogram) -> Iterator[None]:
    """Observe how long the block took, also when it raises."""
    started = perf_counter()
    try:
        yield
    finally:
        series.observe(perf_counter() - started)


# Publishing
EVENTS_PUBLISHED = counter("sotay_events_published", "Events confirmed by the broker.", ["type"])
EVENTS_UNROUTABLE = counter("sotay_events_unroutable", "Events returned because no queue takes them.", ["type"])
EVENTS_NACKED = counter("sotay_events_nacked", "Events that the broker refused.", ["type"])
CONFIRM_SECONDS = Histogram("sotay_confirm_seconds", "From publishing an event to its confirm.", buckets=_FAST)
OUTBOX_PENDING = Gauge("sotay_outbox_pending", "Events written and not yet confirmed.")
OUTBOX_OLDEST_SECONDS = Gauge("sotay_outbox_oldest_seconds", "Age of the oldest event not yet confirmed.")
RELAY_LEASES_LOST = Counter("sotay_relay_leases_lost", "Claims that another relay took over.")

# Reacting. outcome: done, duplicate, retried, parked, paused
EVENTS_HANDLED = counter("sotay_events_handled", "Deliveries by what became of them.", ["reaction", "outcome"])
HANDLING_SECONDS = histogram("sotay_handling_seconds", "Time in the reaction.", ["reaction"])
EVENTS_RETRIED = counter("sotay_events_retried", "Deliveries sent to a delay queue.", ["reaction"])
EVENTS_PARKED = counter("sotay_events_parked", "Deliveries parked for a person to look at.", ["reaction"])
REACTION_PAUSED = gauge("sotay_reaction_paused", "1 while a store or neighbour is away.", ["reaction"])
INBOX_DUPLICATES = counter("sotay_inbox_duplicates", "Deliveries whose effect was already there.", ["reaction"])

# Answering. outcome: ok or the kind of the error
RPC_REQUESTS = counter("sotay_rpc_requests", "Questions and commands answered.", ["method", "outcome"])
RPC_SECONDS = histogram("sotay_rpc_seconds", "Time to answer.", ["method"])

# Heavy work. outcome: done, sliced, failed, abandoned
HEAVY_JOBS = counter("sotay_heavy_jobs", "Heavy jobs by what became of them.", ["job", "outcome"])
HEAVY_SECONDS = histogram("sotay_heavy_seconds", "Time of a heavy job.", ["job"], buckets=_SLOW)

# Depending
STORE_PING_SECONDS = Histogram("sotay_store_ping_seconds", "Round trip to the store.", buckets=_FAST)
CHECK_OK = gauge("sotay_check_ok", "1 while a readiness check holds, 0 while it fails.", ["check"])
