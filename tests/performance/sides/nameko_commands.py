"""Reference: commands in stock nameko: a journaled insert, then the dispatcher. A crash in between loses the event."""

# ruff: noqa: E402
import eventlet

eventlet.monkey_patch()

import os
import time
from typing import Any

from nameko.standalone.events import event_dispatcher
from pymongo import MongoClient

from shared import ids
from shared.store.connection import CLIENT_OPTIONS
from tests.performance.contracts import TEXT
from tests.performance.sides.report import report, task


def main(told: dict[str, Any]) -> None:
    client: MongoClient[dict[str, Any]] = MongoClient(os.environ["SOTAY_MONGO_URI"], **CLIENT_OPTIONS)
    notes = client.get_default_database().notes
    dispatch = event_dispatcher({"AMQP_URI": os.environ["SOTAY_AMQP_URI"]})
    notes.find_one()

    def command(number: int) -> None:
        began = time.time()
        identity = ids.new_id()
        notes.insert_one({"_id": identity, "version": 1})
        dispatch("stock", "note_written", {"id": identity, "number": number, "began": began, "text": TEXT})

    pool = eventlet.GreenPool(told["at_once"])
    began = time.perf_counter()
    for number in range(told["count"]):
        eventlet.sleep(max(0.0, began + number * told["pause"] - time.perf_counter()))
        pool.spawn_n(command, number)
    pool.waitall()
    report(told["count"], time.perf_counter() - began)


if __name__ == "__main__":
    main(task())
