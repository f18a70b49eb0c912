"""Ours: the relay, from outboxes that wait in the store to empty ones: leased, sent, confirmed, settled."""

import time
from collections.abc import Iterable
from typing import Any

import pika

from shared import ids, store
from shared.outbox import create_many
from shared.outbox.claim import Claim
from shared.outbox.claims import Claims
from shared.outbox.relay import Relay
from shared.process import prepare, prepare_store
from shared.settings import BaseSettings, load
from tests.performance.contracts import NoteWritten
from tests.performance.documents import Note
from tests.performance.sides.report import report, task
from tests.performance.sides.round_trips import RoundTrips


class WatchedClaims(Claims):
    """Notes when the first claim began and when the last of the expected events was settled."""

    began = ended = 0.0
    settled = lost = 0

    def expect(self, events: int, relay: Relay) -> None:
        self._expected, self._relay = events, relay

    def claim(self, limit: int) -> list[Claim]:
        self.began = self.began or time.perf_counter()
        return super().claim(limit)

    def settle(self, claims: Iterable[Claim]) -> int:
        claims = list(claims)
        lost = super().settle(claims)
        self.lost += lost
        self.settled += sum(len(claim.sent_ids()) for claim in claims)
        if self.settled >= self._expected and not self.ended:
            self.ended = time.perf_counter()
            self._relay.stop()
        return lost


def fill(count: int, per_aggregate: int) -> None:
    numbers = iter(range(count))
    create_many(
        (Note(id=ids.new_id()), [NoteWritten(number=next(numbers)) for _ in range(per_aggregate)])
        for _ in range(count // per_aggregate)
    )


def main(told: dict[str, Any]) -> None:
    settings = load(BaseSettings)
    trips = RoundTrips() if told.get("count_round_trips") else None
    prepare(settings, "content", "relay")
    prepare_store(settings, "content")
    fill(told["count"], told["per_aggregate"])
    claims = WatchedClaims(store.database())
    relay = Relay(pika.URLParameters(settings.amqp_uri), claims, "bench")
    claims.expect(told["count"], relay)
    cpu, before = time.process_time(), trips.count if trips else 0
    relay.run()
    counted = {"round_trips": trips.count - before} if trips else {}
    used = time.process_time() - cpu
    report(claims.settled, claims.ended - claims.began, lost=claims.lost, work_cpu=used, **counted)


if __name__ == "__main__":
    main(task())
