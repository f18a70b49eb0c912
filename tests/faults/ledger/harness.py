"""Starts, kills and restarts the ledger's processes, and counts what became of every command."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pika
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from deploy.local.environment import python_environment
from deploy.local.mongod import Mongod
from deploy.local.rabbitmq import Broker
from shared.broker.topology import Reaction, binding_key, declare_with_pika, reaction_topology
from tests.shared.helpers import empty

TYPE = "ledger.entry_written.v1"
REACTIONS = {"reader": "reader.on_entry_written", "batcher": "batcher.on_entries_written"}
QUEUES = (
    # What waits first: it would come back into what was emptied before it.
    *(f"{service}.retry.{delay}" for service in REACTIONS for delay in ("0.5s", "1s")),
    *(queue for name in REACTIONS.values() for queue in (name, f"{name}.parked")),
    "ledger.observer",
)
MODULES = {
    "producer": "tests.faults.ledger.producer",
    "relay": "tests.faults.ledger.relay",
    "reader": "tests.faults.ledger.consumer",
    "batcher": "tests.faults.ledger.consumer",
}


@dataclass
class Report:
    """The words of the Jepsen ledgers. All but the first four must be zero."""

    attempted: int
    acknowledged: int
    committed: int
    effects: int
    lost: int
    invented: int
    duplicate_effects: int
    order_violations: int
    left_in_queues: int
    left_in_outboxes: int
    parked: int

    def faults(self) -> dict[str, int]:
        clean = ("attempted", "acknowledged", "committed", "effects")
        return {name: value for name, value in asdict(self).items() if value and name not in clean}


class Ledger:
    def __init__(self, broker: Broker, mongod: Mongod, folder: Path) -> None:
        self.broker, self.mongod, self.folder = broker, mongod, folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.attempted = 0
        self._clean()

    # processes

    def start(self, name: str, *arguments: object, kind: str | None = None) -> None:
        """`name` is free for a second process of one kind: start("relay-2", kind="relay")."""
        kind = kind or name
        database = "meetings" if kind in REACTIONS else "content"
        environment = {**os.environ, **python_environment(self.broker.place, database)}
        if kind in REACTIONS:
            arguments = (kind,)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", MODULES[kind], *map(str, arguments)],
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,
            )

    def write(self, count: int, per_second: float = 200) -> None:
        """Start a producer of `count` further commands."""
        self.start("producer", self.folder / "acked", self.attempted, count, per_second)
        self.attempted += count

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        self.processes[name].send_signal(number)
        if number in (signal.SIGKILL, signal.SIGTERM):
            self.processes[name].wait(30)

    def wait(self, name: str, seconds: float = 120) -> None:
        assert self.processes[name].wait(seconds) == 0, f"{name} failed, see {self.folder}"

    def stop(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
                process.wait(10)

    def told(self) -> str:
        """What lies in the queues and the end of every process's log, for whoever reads why a test failed."""
        lines = []
        for kind, reaction in REACTIONS.items():
            with suppress(pika.exceptions.AMQPError, PyMongoError):
                waiting, parked = self.depth(reaction), self.depth(f"{reaction}.parked")
                lines.append(f"{reaction}: {waiting} wait, {parked} parked, {self.effects(kind)} effects")
        for name, process in self.processes.items():
            log = self.folder / f"{name}.log"
            lines += [f"{name}, exit {process.poll()}:", *log.read_text(errors="replace").splitlines()[-8:]]
        return "\n".join(lines)

    def wait_for(self, condition: Callable[[], bool], seconds: float = 90) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"not within {seconds} s\n{self.told()}"
            time.sleep(0.2)

    # the stores and the broker, looked at from outside

    def store(self, database: str) -> MongoClient:
        return MongoClient(self.mongod.uri(database), serverSelectionTimeoutMS=20_000)

    @contextmanager
    def channel(self) -> Iterator[pika.adapters.blocking_connection.BlockingChannel]:
        with pika.BlockingConnection(pika.URLParameters(self.broker.uri)) as connection:
            yield connection.channel()

    def _clean(self) -> None:
        with self.channel() as channel:
            channel.exchange_declare("ledger.events", "topic", durable=True)
        for queue in QUEUES:
            with self.channel() as channel:
                _emptied(channel, queue)
        for database in ("content", "meetings"):
            with self.store(database) as client:
                empty(client.get_default_database())
        # As at a service's start: two first writers would otherwise race to create the collection in a transaction.
        with self.store("meetings") as client:
            for name in ("effects", "tallies"):
                if name not in client.get_default_database().list_collection_names():
                    client.get_default_database().create_collection(name)

    def declare(self, *kinds: str) -> None:
        """The queues exist before the first event, as a relay does it for known reactions; and one that watches."""
        with self.channel() as channel:
            for kind in kinds:
                declare_with_pika(channel, reaction_topology(Reaction(REACTIONS[kind], (TYPE,))))
            channel.queue_declare("ledger.observer", durable=True, arguments={"x-queue-type": "quorum"})
            channel.queue_bind("ledger.observer", "ledger.events", "#")

    def depth(self, queue: str) -> int:
        with self.channel() as channel:
            return int(channel.queue_declare(queue, passive=True).method.message_count)

    def take(self, queue: str) -> list[tuple[pika.BasicProperties, bytes]]:
        found = []
        with self.channel() as channel:
            while True:
                method, properties, body = channel.basic_get(queue, auto_ack=True)
                if method is None:
                    return found
                found.append((properties, body))

    def outboxes(self) -> int:
        with self.store("content") as client:
            return client.get_default_database().books.count_documents({"outbox_since": {"$exists": True}})

    def effects(self, kind: str) -> int:
        with self.store("meetings") as client:
            row = client.get_default_database().tallies.find_one({"_id": REACTIONS[kind]})
        return row["count"] if row else 0

    def committed(self) -> set[int]:
        with self.store("content") as client:
            books = client.get_default_database().books.find({}, {"numbers": 1})
            return {number for book in books for number in book.get("numbers", [])}

    def settle(self, kind: str, seconds: float = 60) -> None:
        """Until every committed entry has its effect and nothing is left, or time is up."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if not self.outboxes() and self.effects(kind) >= len(self.committed()):
                    break
            except (PyMongoError, pika.exceptions.AMQPError, OSError):
                pass
            time.sleep(0.3)
        time.sleep(1)

    def report(self, kind: str) -> Report:
        acked = [int(line) for line in (self.folder / "acked").read_text().split()]
        committed = self.committed()
        with self.store("meetings") as client:
            rows = list(client.get_default_database().effects.find({"_id": {"$regex": f"^{REACTIONS[kind]}/"}}))
        numbers = [row["number"] for row in rows]
        total = self.effects(kind)
        return Report(
            attempted=self.attempted,
            acknowledged=len(acked),
            committed=len(committed),
            effects=total,
            lost=len((set(acked) | committed) - set(numbers)),
            invented=len(set(numbers) - committed) + len(set(acked) - committed),
            duplicate_effects=sum(row["times"] - 1 for row in rows) + abs(total - len(set(numbers))),
            order_violations=self._order_violations(),
            left_in_queues=self.depth(REACTIONS[kind]),
            left_in_outboxes=self.outboxes(),
            parked=self.depth(f"{REACTIONS[kind]}.parked"),
        )

    def _order_violations(self) -> int:
        """Per aggregate, the first sight of each event as the broker gave it out."""
        seen: set[str] = set()
        last: dict[str, int] = {}
        violations = 0
        for _, body in self.take("ledger.observer"):
            envelope = json.loads(body)
            if envelope["id"] in seen:
                continue
            seen.add(envelope["id"])
            violations += envelope["sequence"] != last.get(envelope["subject"], 0) + 1
            last[envelope["subject"]] = envelope["sequence"]
        return violations


def _emptied(channel: pika.adapters.blocking_connection.BlockingChannel, queue: str) -> None:
    """And bound to nothing. Not deleted: a quorum queue declared again under the name of one whose deletion is still
    going on may be left without a leader (RabbitMQ 3.10). What a killed reader held is the queue's again when its
    consumer is gone."""
    try:
        while channel.queue_declare(queue, passive=True).method.consumer_count:
            time.sleep(0.05)
    except pika.exceptions.ChannelClosedByBroker as refused:
        if refused.reply_code != 404:  # never declared
            raise
    else:
        for key in (binding_key(TYPE), "#"):
            channel.queue_unbind(queue, "ledger.events", key)
        channel.queue_purge(queue)
