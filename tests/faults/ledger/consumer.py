"""The reader: one nameko process with a single and a batch reaction, run as any service is run."""

# ruff: noqa: I001 - eventlet patches the standard library first
from shared.run import build, serve

import sys
import time

from pymongo.errors import AutoReconnect

from shared.errors import Invalid
from shared.inbox import react, react_to_all
from shared.messaging import Received, RetryPolicy, subscribe, subscribe_batch
from shared.process import prepare, prepare_store
from shared.settings import BaseSettings, load
from tests.faults.ledger.contracts import EntryWritten
from tests.faults.ledger.documents import Effect, Tally

RETRY = RetryPolicy(quick=(0.05, 0.05), delays=(0.5, 1))
_outage_until = time.monotonic() + 3


def note(received: Received[EntryWritten]) -> None:
    Effect.objects(pk=f"{received.reaction}/{received.id}").update_one(
        upsert=True,
        set__subject=received.subject,
        set__sequence=received.sequence,
        set__number=received.data.number,
        inc__times=1,
    )
    Tally.objects(pk=received.reaction).update_one(upsert=True, inc__count=1)


def on_entry_written(received: Received[EntryWritten], ctx: object) -> None:
    match received.data.behaviour:
        case "raise":
            raise RuntimeError("poison")
        case "invalid":
            raise Invalid("refused")
        case "outage" if time.monotonic() < _outage_until:
            raise AutoReconnect("the store is away")
    note(received)


def on_entries_written(batch: list[Received[EntryWritten]], ctx: object) -> None:
    for received in batch:
        if received.data.behaviour == "raise":
            raise RuntimeError("poison")
        note(received)


class Reader:
    name = "reader"

    @subscribe(EntryWritten, retry=RETRY)
    def on_entry_written(self, received: Received[EntryWritten]) -> None:
        if received.data.behaviour == "raise":
            Tally.objects(pk="attempts").update_one(upsert=True, inc__count=1)
        react(on_entry_written, received)


class Batcher:
    name = "batcher"

    @subscribe_batch(EntryWritten, size=50, retry=RETRY)
    def on_entries_written(self, batch: list[Received[EntryWritten]]) -> None:
        react_to_all(on_entries_written, batch)


if __name__ == "__main__":
    settings = load(BaseSettings)
    prepare(settings, "meetings", "reader")
    prepare_store(settings, "meetings")
    serve(build({"reader": Reader, "batcher": Batcher}[sys.argv[1]], settings), settings)
