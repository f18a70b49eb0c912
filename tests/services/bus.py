"""One service as it runs: its own process, asked over the bus as the gateway asks, told as the relays tell."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pika
from pymongo import MongoClient

from deploy.local.environment import PROVINCE, python_environment
from deploy.local.keys import make_keys, token_private_key_file
from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from shared import clock
from shared.broker.topology import declare_with_pika, reaction_topology
from shared.contracts.reactions import all_reactions
from shared.contracts.registry import Event
from shared.outbox.record import record
from shared.security import Grant, issue, load_private_key
from tests.shared.helpers import empty


def environment_of(service: str, place: Place) -> dict[str, str]:
    """What its processes are started with, and nothing else of this run's environment."""
    make_keys(place)
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **python_environment(place, service)}


def emptied(service: str, mongod: Mongod) -> None:
    with MongoClient[dict[str, Any]](mongod.uri(service)) as client:
        empty(client.get_default_database())


def command(service: str, environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of the service's commands to its end."""
    program = [sys.executable, "-m", f"services.{service}", *map(str, arguments)]
    return subprocess.run(
        program, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@contextmanager
def serving(service: str, environment: dict[str, str]) -> Iterator[None]:
    """Started here, and ended in order here: no process of a test answers for another one's."""
    process = subprocess.Popen([sys.executable, "-m", "shared.run", service], cwd=REPOSITORY, env=environment)
    try:
        yield
    finally:
        process.terminate()
        code = process.wait(30)
    assert code == 0


def token_for(place: Place, member_id: str, cell_path: str, *grants: Grant) -> str:
    """A member's token, with more grants than that of the cell."""
    return issue(
        load_private_key(token_private_key_file(place)),
        member_id=member_id,
        cell_path=cell_path,
        grants=[Grant("member", cell_path), *grants],
        audience=PROVINCE,
        lifetime=timedelta(hours=1),
    )[0]


class Line:
    """A connection to the bus on the other side of a service."""

    def __init__(self, broker: Broker, service: str) -> None:
        self._service = service
        self._connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
        self._channel = self._connection.channel()
        self._channel.exchange_declare("nameko-rpc", "topic", durable=True)
        # As the producers' relays do before they send; the service's own declaration may come a moment later.
        for reaction in all_reactions():
            if reaction.name.startswith(f"{service}."):
                declare_with_pika(self._channel, reaction_topology(reaction))
        self._replies = str(self._channel.queue_declare("", exclusive=True).method.queue)
        self._channel.queue_bind(self._replies, "nameko-rpc", self._replies)
        self._channel.confirm_delivery()

    def ask(self, method: str, token: str = "", *, repeat_key: str = "", **fields: Any) -> dict[str, Any]:
        """nameko's reply: `result` and `error`. A request whose service was killed behind its answer is answered again
        by the next one: what is not the reply to this call is passed over."""
        call = str(uuid4())
        headers = {"nameko.auth_token": token, "nameko.idempotency_key": repeat_key}
        properties = pika.BasicProperties(
            reply_to=self._replies,
            correlation_id=call,
            content_type="application/json",
            headers={name: value for name, value in headers.items() if value},
        )
        body = json.dumps({"args": [], "kwargs": fields}).encode()
        self._publish("nameko-rpc", f"{self._service}.{method}", body, properties)
        for got, reply, answer in self._channel.consume(self._replies, inactivity_timeout=20, auto_ack=True):
            assert got is not None, "no answer"
            if reply.correlation_id == call:
                return dict(json.loads(answer))
        raise AssertionError

    def tell(self, event: Event, subject: str) -> None:
        """What the producer's relay tells."""
        told = record(event, subject, 1, clock.now())
        properties = pika.BasicProperties(delivery_mode=2, message_id=told["id"])
        producer = event.TYPE.partition(".")[0]
        self._publish(f"{producer}.events", told["type"], told["body"], properties)

    def close(self) -> None:
        self._connection.close()

    def _publish(self, exchange: str, key: str, body: bytes, properties: pika.BasicProperties) -> None:
        for _ in range(150):
            try:
                return self._channel.basic_publish(exchange, key, body, properties, mandatory=True)
            except pika.exceptions.UnroutableError:
                time.sleep(0.2)
        raise AssertionError(f"{self._service} did not start")


@contextmanager
def line_to(service: str, broker: Broker) -> Iterator[Line]:
    line = Line(broker, service)
    try:
        yield line
    finally:
        line.close()
