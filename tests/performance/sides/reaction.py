"""Ours: one nameko process whose reaction does nothing but what every reaction does: parse, validate, inbox, ack."""

# ruff: noqa: I001
from shared.run import build, serve  # first: it patches the standard library for eventlet

import os
import signal
import time
from collections.abc import Sequence
from typing import Any

from shared.inbox import react, react_to_all
from shared.messaging import Received
from shared.messaging.batch import BatchSubscription
from shared.messaging.subscribe import Subscription
from shared.process import prepare, prepare_store
from shared.settings import BaseSettings, load
from tests.performance.contracts import NoteWritten
from tests.performance.sides.report import report, task
from tests.performance.sides.round_trips import RoundTrips

told = task()
trips = RoundTrips() if told.get("count_round_trips") else None


class Watch:
    """From the first delivery to the last commit; the last ack follows at once."""

    began = 0.0
    handled = 0

    def delivered(self) -> None:
        if not self.began:
            self.began, self.cpu = time.perf_counter(), time.process_time()
            self.trips = trips.count if trips else 0

    def committed(self, count: int) -> None:
        self.handled += count
        if self.handled == told["count"]:
            seconds = time.perf_counter() - self.began
            counted = {"round_trips": trips.count - self.trips} if trips else {}
            report(self.handled, seconds, work_cpu=time.process_time() - self.cpu, **counted)
            os.kill(os.getpid(), signal.SIGTERM)


watch = Watch()


class WatchedBatches(BatchSubscription):
    def on_message(self, raw: Any) -> None:
        watch.delivered()
        super().on_message(raw)


class WatchedSingles(Subscription):
    def on_message(self, raw: Any) -> None:
        watch.delivered()
        super().on_message(raw)


def no_effect(batch: Sequence[Received[NoteWritten]] | Received[NoteWritten], ctx: object) -> None:
    pass


class InBatches:
    name = "bench"

    @WatchedBatches.decorator(NoteWritten, size=200)
    def on_notes_written(self, batch: list[Received[NoteWritten]]) -> None:
        react_to_all(no_effect, batch)
        watch.committed(len(batch))


class OneByOne:
    name = "bench"

    @WatchedSingles.decorator(NoteWritten)
    def on_notes_written(self, received: Received[NoteWritten]) -> None:
        react(no_effect, received)
        watch.committed(1)


if __name__ == "__main__":
    settings = load(BaseSettings)
    prepare(settings, "meetings", "reaction")
    prepare_store(settings, "meetings")
    serve(build({"batch": InBatches, "single": OneByOne}[told["kind"]], settings), settings)
