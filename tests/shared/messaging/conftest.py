"""The speaker as a process of its own, and a plain client to question it."""

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pika
import pytest

from deploy.local.environment import PROVINCE, python_environment
from deploy.local.keys import make_keys, token_private_key_file
from deploy.local.mongod import Mongod
from deploy.local.rabbitmq import Broker
from shared import clock
from shared.security import Grant, issue, load_private_key
from tests.shared.helpers import wait_for

EXCHANGE = "nameko-rpc"


@dataclass
class Speaker:
    process: "subprocess.Popen[bytes]"
    broker: Broker
    log: Path

    def alive(self) -> bool:
        return self.process.poll() is None

    def connections(self) -> int:
        return self.log.read_text().count("broker_connected")

    def token(self, *, audience: str = PROVINCE, lifetime: timedelta = timedelta(minutes=5)) -> str:
        return issue(
            load_private_key(token_private_key_file(self.broker.place)),
            member_id="member-1",
            cell_path="ts/x03/c0312/",
            grants=[Grant("member", "ts/x03/c0312/")],
            audience=audience,
            now=clock.now(),
            lifetime=lifetime,
        )[0]

    def ask(
        self, method: str, /, *, token: str | None = None, headers: dict[str, Any] | None = None, **fields: Any
    ) -> Any:
        """The answer's body: {"result", "error"}."""
        carried = {"nameko.auth_token": token} if token is not None else {}
        body = json.dumps({"args": [], "kwargs": fields}).encode()
        return self.send(method, body, {**carried, **(headers or {})})

    def send(self, method: str, body: bytes, headers: dict[str, Any] | None = None, seconds: float = 20) -> Any:
        with pika.BlockingConnection(pika.URLParameters(self.broker.uri)) as connection:
            channel = connection.channel()
            channel.confirm_delivery()
            reply_to = uuid.uuid4().hex
            queue = channel.queue_declare("", exclusive=True).method.queue
            channel.queue_bind(queue, EXCHANGE, reply_to)
            properties = pika.BasicProperties(reply_to=reply_to, correlation_id="7", headers=headers)
            channel.basic_publish(EXCHANGE, f"speaker.{method}", body, properties, mandatory=True)
            for _, answered, answer in channel.consume(queue, auto_ack=True, inactivity_timeout=seconds):
                assert answered is not None, f"no answer, see {self.log}"
                assert answered.correlation_id == "7"
                return json.loads(answer)


@pytest.fixture(scope="module")
def speaker(broker: Broker, mongod: Mongod, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Speaker]:
    make_keys(broker.place)
    log = tmp_path_factory.mktemp("speaker") / "log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.shared.messaging.speaker"],
            env={**os.environ, **python_environment(broker.place, "content")},
            stdout=output,
            stderr=output,
        )
    started = Speaker(process, broker, log)
    wait_for(lambda: started.connections() or not started.alive(), 60)
    time.sleep(0.2)
    yield started
    process.terminate()
    assert process.wait(30) == 0, log.read_text()[-3000:]
