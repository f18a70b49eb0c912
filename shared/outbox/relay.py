"""`python -m shared.outbox.relay <service>`: sends what a service's documents hold in their outboxes.

Three properties carry it: (a) an event leaves its outbox only after the broker confirmed it, (b) only under a live
lease, (c) an event that no queue takes, or that the broker refuses, stays. So nothing is lost, a crash repeats some
(same ids, the inbox's work), and an aggregate's events are first seen in their order. Confirms are never awaited one
by one: a window of them is in flight. Short outages are waited out here; long ones only let the outboxes grow.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable
from queue import Empty, SimpleQueue
from typing import Any

import pika
from pymongo.errors import PyMongoError

from shared import store
from shared.broker.topology import Exchange, event_exchange, reaction_topology
from shared.contracts.reactions import reactions_to
from shared.errors import Unavailable
from shared.observability import health, log, metrics, start_health_server
from shared.outbox.claim import Claim
from shared.outbox.claims import Claims
from shared.outbox.wire import Wire
from shared.process import prepare, read_settings

WINDOW = 1000
BATCH = 500
FIRST_BATCH = 50
IDLE_SECONDS = 0.25
STOP_SECONDS = 10.0


class Relay:
    """Three threads: this one talks to the broker, one claims, one settles; they meet in queues."""

    def __init__(self, parameters: pika.connection.Parameters, claims: Claims, producer: str) -> None:
        self._claims = claims
        self._backlog: deque[Claim] = deque()
        self._settled: SimpleQueue[list[Claim]] = SimpleQueue()
        self._waiting_events = 0
        self._room = threading.Event()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        declarations = [Exchange(event_exchange(producer), "topic")]
        self._wire = Wire(
            parameters,
            [*declarations, *(item for reaction in reactions_to(producer) for item in reaction_topology(reaction))],
            producer_exchange=event_exchange(producer),
            window=WINDOW,
            take=self._take,
            give_back=self._give_back,
            decided=self._decided,
        )

    def run(self) -> None:
        # Thousands of events are in hand, none in a cycle: nothing is gained by looking through them again and again.
        gc.freeze()
        gc.set_threshold(20_000)
        helpers = [
            threading.Thread(target=self._claim_forever, name="claimer", daemon=True),
            threading.Thread(target=self._settle_forever, name="settler", daemon=True),
            threading.Thread(target=self._measure_forever, name="gauge", daemon=True),
        ]
        for thread in helpers:
            thread.start()
        self._wire.run()
        for helper in helpers[:2]:  # what was being claimed just now is given back too
            helper.join(STOP_SECONDS)
        self._release()

    def stop(self) -> None:
        """Finish what is in flight, hand back the rest."""
        self._stopping.set()
        self._room.set()
        self._wire.stop()

    def check(self) -> None:
        """Readiness: raises while the broker is away."""
        if not self._wire.connected:
            raise Unavailable(code="broker.unavailable")

    # called by the wire, on its thread

    def _take(self, events: int) -> list[Claim]:
        """The next claims to send, of about so many events. Those from before the lane was lost are dropped: another
        relay may have them by now."""
        taken = []
        with self._lock:
            while self._backlog and events > 0 and not self._stopping.is_set():
                claim = self._backlog.popleft()
                self._waiting_events -= len(claim.events)
                events -= len(claim.events)
                taken.append(claim)
            if self._waiting_events < WINDOW and not self._room.is_set():
                self._room.set()
        mine = self._claims.still_valid(taken)
        metrics.RELAY_LEASES_LOST.inc(len(taken) - len(mine))
        return mine

    def _give_back(self, claims: Iterable[Claim]) -> None:
        """Unconfirmed when the connection broke: send again, first in line."""
        with self._lock:
            for claim in claims:
                claim.unsent, claim.failed_at = len(claim.events), None
                self._backlog.appendleft(claim)
                self._waiting_events += len(claim.events)

    def _decided(self, claims: list[Claim]) -> None:
        self._settled.put(claims)

    # the other threads

    def _claim_forever(self) -> None:
        limit = FIRST_BATCH
        while not self._stopping.is_set():
            if self._waiting_events >= WINDOW or not self._wire.connected:
                self._room.clear()
                self._room.wait(0.1)
                continue
            try:
                claims = self._claims.claim(limit)
            except PyMongoError as error:
                log.warning("claim_failed", error=type(error).__name__)
                self._stopping.wait(1)
                continue
            if claims:
                with self._lock:
                    self._backlog.extend(claims)
                    self._waiting_events += sum(len(claim.events) for claim in claims)
                self._wire.wake()
            if len(claims) < limit:
                self._claims.wait(len(claims), IDLE_SECONDS)
            if claims:
                # About a window of events at a time: the next are read while these are under way.
                events = sum(len(claim.events) for claim in claims)
                limit = max(1, min(BATCH, WINDOW * len(claims) // events))

    def _settle_forever(self) -> None:
        while not (self._stopping.is_set() and self._wire.idle and self._settled.empty()):
            try:
                batch = self._settled.get(timeout=0.1)
            except Empty:
                continue
            while len(batch) < BATCH:
                try:
                    batch += self._settled.get_nowait()
                except Empty:
                    break
            self._settle(batch)

    def _settle(self, batch: list[Claim]) -> None:
        """Until it is written or the lane is lost; after that the events are sent once more by whoever claims."""
        while batch:
            try:
                lost = self._claims.settle(batch)
            except PyMongoError as error:
                log.warning("settle_failed", error=type(error).__name__)
                time.sleep(0.5)
                batch = self._claims.still_valid(batch)
                continue
            if lost:
                metrics.RELAY_LEASES_LOST.inc(lost)
                log.warning("lane_lost", claims=lost)
            return

    def _measure_forever(self) -> None:
        while not self._stopping.wait(2):
            try:
                backlog = self._claims.backlog()
            except PyMongoError:
                continue
            metrics.OUTBOX_PENDING.set(backlog.documents)
            metrics.OUTBOX_OLDEST_SECONDS.set(backlog.oldest_seconds)

    def _release(self) -> None:
        with self._lock:
            rest = list(self._backlog)
        try:
            self._claims.release(rest)
            self._claims.close()
        except PyMongoError:
            log.info("release_skipped", count=len(rest))


def serve(settings: Any, service: str) -> None:
    """Run the relay of a service until SIGTERM or SIGINT."""
    prepare(settings, service, "relay")
    store.connect(settings.mongo_uri, f"{service}-relay")
    relay = Relay(pika.URLParameters(settings.amqp_uri), Claims(store.database()), service)
    health.register("store", store.ping)
    health.register("broker", relay.check)
    start_health_server(settings.metrics_port, settings.metrics_host)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: relay.stop())
    relay.run()


if __name__ == "__main__":
    serve(read_settings(sys.argv[1]), sys.argv[1])
