"""The private broker and mongod under all measurements, and the processes that are put on it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pika
from pymongo import MongoClient

from deploy.local.environment import python_environment
from deploy.local.keys import make_keys
from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from shared.broker.topology import Reaction, declare_with_pika, event_exchange, reaction_topology
from tests.performance.contracts import TYPE, bodies
from tests.performance.sides.pika_publish import publish
from tests.ports import free_base_port

PRODUCER, CONSUMER = "content", "meetings"
"""Databases of the stack that the two ends use."""
REACTION = Reaction("bench.on_notes_written", (TYPE,))
EXCHANGE = event_exchange("bench")
SIDE_SECONDS = 120


class Stage:
    def __init__(self, place: Place, broker: Broker, mongod: Mongod) -> None:
        self.place, self.broker, self.mongod = place, broker, mongod

    def fresh(self) -> None:
        """Empty stores, one empty queue."""
        with pika.BlockingConnection(pika.URLParameters(self.broker.uri)) as connection:
            channel = connection.channel()
            channel.queue_delete(REACTION.name)
            declare_with_pika(channel, reaction_topology(REACTION))
        for database in (PRODUCER, CONSUMER):
            with MongoClient(self.mongod.uri(database)) as client:
                for name in client.get_default_database().list_collection_names():
                    client.get_default_database()[name].delete_many({})

    def fill(self, count: int) -> None:
        """Put `count` distinct events into the queue."""
        publish(self.broker.uri, EXCHANGE, TYPE, bodies(count))

    @property
    def server_ids(self) -> list[int]:
        """Process ids of mongod and of the broker's node."""
        return [self.mongod._server.process_id, self.broker._node.process_id]

    def depth(self) -> int:
        with pika.BlockingConnection(pika.URLParameters(self.broker.uri)) as connection:
            return int(connection.channel().queue_declare(REACTION.name, passive=True).method.message_count)

    def count_in(self, database: str, collection: str, query: dict[str, Any] | None = None) -> int:
        with MongoClient(self.mongod.uri(database)) as client:
            return int(client.get_default_database()[collection].count_documents(query or {}))

    def sum_of_sizes(self, database: str, collection: str, field: str) -> int:
        """How many values the arrays `field` of a collection hold."""
        with MongoClient(self.mongod.uri(database)) as client:
            total = [{"$group": {"_id": None, "count": {"$sum": {"$size": f"${field}"}}}}]
            return sum(int(row["count"]) for row in client.get_default_database()[collection].aggregate(total))

    def start(self, side: str, database: str = PRODUCER, **task: Any) -> "Running":
        return Running(self, side, database, task)

    def run(self, side: str, database: str = PRODUCER, **task: Any) -> dict[str, Any]:
        """Run one side to its end; what it reported, and its rate."""
        return self.start(side, database, **task).result()


class Running:
    """A side at work in a process of its own, which ends with this one."""

    def __init__(self, stage: Stage, side: str, database: str, task: dict[str, Any]) -> None:
        self.side = side
        descriptor, name = tempfile.mkstemp(dir=stage.place.run_dir, prefix=f"{side}-", suffix=".json")
        os.close(descriptor)
        self._result, self.log = Path(name), Path(name).with_suffix(".log")
        environment = {**os.environ, **python_environment(stage.place, database), "SOTAY_LOG_LEVEL": "WARNING"}
        told = {"queue": REACTION.name, "exchange": EXCHANGE, "type": TYPE, **task}
        python = [sys.executable, "-m", f"tests.performance.sides.{side}", json.dumps(told), name]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", *python],
                cwd=REPOSITORY, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    @property
    def process_id(self) -> int:
        return self._process.pid

    def result(self) -> dict[str, Any]:
        try:
            code = self._process.wait(SIDE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            code = None
        text = self._result.read_text(encoding="ascii")
        if code != 0 or not text:
            raise RuntimeError(f"{self.side} ended with {code}:\n{self.log.read_text(encoding='utf-8')[-3000:]}")
        found: dict[str, Any] = json.loads(text)
        found["rate"] = found["events"] / found["seconds"]
        return found

    def stop(self) -> None:
        """End a side that serves until it is told to stop."""
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def stage() -> Iterator[Stage]:
    """Servers on free ports, data on disk as in a province: every promise of durability costs what it costs."""
    folder = Path(tempfile.mkdtemp(prefix="sotay-bench-"))
    place = Place(folder, free_base_port())
    make_keys(place)
    broker, mongod = Broker(place), Mongod(place)
    try:
        mongod.start()
        broker.start()
        yield Stage(place, broker, mongod)
    finally:
        broker.discard()
        mongod.kill()
        shutil.rmtree(folder, ignore_errors=True)
