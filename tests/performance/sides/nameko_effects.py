"""Reference: stock nameko's event_handler, whose effect is a document per event. No inbox, no retry."""

# ruff: noqa: E402
import eventlet

eventlet.monkey_patch()

import os
import signal
import time
from typing import Any

from nameko.containers import ServiceContainer
from nameko.events import event_handler  # noqa: TID251  the very thing to measure against
from pymongo import MongoClient

from shared.store.connection import CLIENT_OPTIONS
from tests.performance.sides.latencies import Latencies
from tests.performance.sides.report import task

latencies = Latencies(task()["count"])
client: MongoClient[dict[str, Any]] = MongoClient(os.environ["SOTAY_MONGO_URI"], **CLIENT_OPTIONS)
effects = client.get_default_database().effects


class Effects:
    name = "stock_effects"

    @event_handler("stock", "note_written")
    def on_note_written(self, payload: dict[str, Any]) -> None:
        effects.insert_one({"_id": payload["id"], "number": payload["number"]})
        if latencies.note([payload["began"]], time.time()):
            os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    container = ServiceContainer(Effects, {"AMQP_URI": os.environ["SOTAY_AMQP_URI"], "max_workers": 50})
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_after(0.2, container.stop))
    container.start()
    container.wait()
