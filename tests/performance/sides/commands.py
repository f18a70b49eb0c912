"""Ours: commands as a service carries them out, each a change with its event in one write; from many greenlets."""

# ruff: noqa: I001
import shared.run  # noqa: F401  first: it patches the standard library for eventlet

import time
from typing import Any

import eventlet

from shared import ids
from shared.outbox import create
from shared.process import prepare, prepare_store
from shared.settings import BaseSettings, load
from tests.performance.contracts import NoteWritten
from tests.performance.documents import Note
from tests.performance.sides.report import report, task


def command(number: int) -> None:
    began = time.time()
    create(Note(id=ids.new_id()), NoteWritten(number=number, began=began))


def main(told: dict[str, Any]) -> None:
    settings = load(BaseSettings)
    prepare(settings, "content", "commands")
    prepare_store(settings, "content")
    pool = eventlet.GreenPool(told["at_once"])
    began = time.perf_counter()
    for number in range(told["count"]):
        eventlet.sleep(max(0.0, began + number * told["pause"] - time.perf_counter()))
        pool.spawn_n(command, number)
    pool.waitall()
    report(told["count"], time.perf_counter() - began)


if __name__ == "__main__":
    main(task())
