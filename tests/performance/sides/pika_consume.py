"""Reference: bare pika that decodes JSON and acks a batch at once; with `insert`, a journaled unique insert each first.

`insert` runs with as many threads as the single reaction has deliveries in hand, and acks each message by itself.
"""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pika
from pymongo import MongoClient

from shared.store.connection import CLIENT_OPTIONS
from tests.performance.sides.report import report, task

BATCH = 200
PREFETCH = 400
IN_HAND = 20


class Consuming:
    def __init__(self, told: dict[str, Any]) -> None:
        self._queue, self._count, self._insert = told["queue"], told["count"], told.get("insert", False)
        self._done = self._unacked = 0
        self._began = 0.0
        self._pool = ThreadPoolExecutor(IN_HAND)
        if self._insert:
            client: MongoClient[dict[str, Any]] = MongoClient(os.environ["SOTAY_MONGO_URI"], **CLIENT_OPTIONS)
            self._rows = client.get_default_database().rows

    def on_connection(self, connection: Any) -> None:
        self._connection = connection
        connection.channel(on_open_callback=self._on_channel)

    def _on_channel(self, channel: Any) -> None:
        self._channel = channel
        channel.basic_qos(prefetch_count=IN_HAND if self._insert else PREFETCH, callback=self._consume)

    def _consume(self, _frame: Any) -> None:
        self._channel.basic_consume(self._queue, self._store if self._insert else self._on_message)

    def _on_message(self, _channel: Any, method: Any, _properties: Any, body: bytes) -> None:
        self._note()
        json.loads(body)
        self._done += 1
        self._unacked += 1
        if self._unacked == BATCH or self._done == self._count:
            self._channel.basic_ack(method.delivery_tag, multiple=True)
            self._unacked = 0
        self._finish()

    def _store(self, _channel: Any, method: Any, _properties: Any, body: bytes) -> None:
        self._note()
        self._pool.submit(self._insert_one, method.delivery_tag, body)

    def _insert_one(self, tag: int, body: bytes) -> None:
        self._rows.insert_one({"_id": json.loads(body)["id"]})
        self._connection.ioloop.add_callback_threadsafe(partial(self._stored, tag))

    def _stored(self, tag: int) -> None:
        self._channel.basic_ack(tag)
        self._done += 1
        self._finish()

    def _note(self) -> None:
        if not self._began:
            self._began, self._cpu = time.perf_counter(), time.process_time()

    def _finish(self) -> None:
        if self._done == self._count:
            report(self._done, time.perf_counter() - self._began, work_cpu=time.process_time() - self._cpu)
            self._connection.close()


if __name__ == "__main__":
    consuming = Consuming(task())
    connection = pika.SelectConnection(
        pika.URLParameters(os.environ["SOTAY_AMQP_URI"]),
        on_open_callback=consuming.on_connection,
        on_close_callback=lambda connection, _: connection.ioloop.stop(),
    )
    connection.ioloop.start()
