"""Ours: the reaction whose effect is a document per event; tells how long after its command each effect was there."""

# ruff: noqa: I001
from shared.run import build, serve  # first: it patches the standard library for eventlet

import os
import signal
import time
from collections.abc import Sequence

from shared.inbox import react_to_all
from shared.messaging import Received, subscribe_batch
from shared.process import prepare, prepare_store
from shared.settings import BaseSettings, load
from tests.performance.contracts import NoteWritten
from tests.performance.documents import Effect
from tests.performance.sides.latencies import Latencies
from tests.performance.sides.report import task

latencies = Latencies(task()["count"])


def add_effects(batch: Sequence[Received[NoteWritten]], ctx: object) -> None:
    Effect.objects.insert([Effect(id=received.id, number=received.data.number) for received in batch], load_bulk=False)


class Effects:
    name = "bench"

    @subscribe_batch(NoteWritten, size=200, wait=0)
    def on_notes_written(self, batch: list[Received[NoteWritten]]) -> None:
        react_to_all(add_effects, batch)
        if latencies.note([received.data.began for received in batch], time.time()):
            os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    settings = load(BaseSettings)
    prepare(settings, "meetings", "effects")
    prepare_store(settings, "meetings")
    serve(build(Effects, settings), settings)
