"""The door, the reaction and the command line as they run: own processes, real mongod and broker."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pika
import pytest
from pymongo import MongoClient

from deploy.local.environment import python_environment
from deploy.local.keys import make_keys, token_private_key_file
from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from shared import clock
from shared.broker.topology import Reaction, declare_with_pika, reaction_topology
from shared.contracts.identity import MemberRegistered, MemberStatusChanged
from shared.outbox.record import record
from shared.security import Grant, issue, load_private_key
from tests.services.meetings.helpers import CELL

pytestmark = pytest.mark.slow

Ask = Callable[..., dict[str, Any]]
REACTION = Reaction("meetings.on_member_changed", (MemberRegistered.TYPE, MemberStatusChanged.TYPE))


@pytest.fixture(scope="module")
def environment(stack_place: Place, mongod: Mongod, broker: Broker) -> dict[str, str]:
    make_keys(stack_place)
    with MongoClient[dict[str, Any]](mongod.uri("meetings")) as client:
        for name in client.get_default_database().list_collection_names():
            client.get_default_database()[name].drop()
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **python_environment(stack_place, "meetings")}


@pytest.fixture(scope="module")
def channel(broker: Broker) -> Iterator[Any]:
    connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
    opened = connection.channel()
    opened.exchange_declare("nameko-rpc", "topic", durable=True)
    # As identity's relay does before it sends; the service's own declaration may come a moment later.
    declare_with_pika(opened, reaction_topology(REACTION))
    opened.confirm_delivery()
    yield opened
    connection.close()


@pytest.fixture(scope="module")
def ask(environment: dict[str, str], channel: Any, stack_place: Place) -> Iterator[Ask]:
    """Asks the running service as the gateway does, as a member of the cell."""
    process = subprocess.Popen([sys.executable, "-m", "shared.run", "meetings"], cwd=REPOSITORY, env=environment)
    replies = str(channel.queue_declare("", exclusive=True).method.queue)
    channel.queue_bind(replies, "nameko-rpc", replies)
    key = load_private_key(token_private_key_file(stack_place))

    def call(method: str, member: str | None, *, secretary: bool = False, **fields: Any) -> dict[str, Any]:
        grants = [Grant("member", CELL), *([Grant("cell_secretary", CELL)] if secretary else [])]
        token = ""
        if member is not None:
            token, _ = issue(
                key, member_id=member, cell_path=CELL, grants=grants, audience="ts", lifetime=timedelta(minutes=5)
            )
        properties = pika.BasicProperties(
            reply_to=replies,
            correlation_id=str(uuid4()),
            content_type="application/json",
            headers={"nameko.auth_token": token} if token else {},
        )
        publish_when_up(
            channel, "nameko-rpc", f"meetings.{method}", json.dumps({"args": [], "kwargs": fields}), properties
        )
        for got, _, answer in channel.consume(replies, inactivity_timeout=20, auto_ack=True):
            assert got is not None, "no answer"
            return dict(json.loads(answer))
        raise AssertionError

    yield call
    process.terminate()
    assert process.wait(30) == 0


def publish_when_up(channel: Any, exchange: str, key: str, body: str | bytes, properties: pika.BasicProperties) -> None:
    for _ in range(150):
        try:
            return channel.basic_publish(exchange, key, body, properties, mandatory=True)
        except pika.exceptions.UnroutableError:
            time.sleep(0.2)
    raise AssertionError("meetings did not start")


def register(channel: Any, member_id: str) -> None:
    """Tells what identity's relay tells."""
    data = MemberRegistered(member_id=member_id, cell_id="c0101", cell_path=CELL, status="official")
    told = record(data, member_id, 1, clock.now())
    properties = pika.BasicProperties(delivery_mode=2, message_id=told["id"])
    publish_when_up(channel, "identity.events", told["type"], told["body"], properties)


def command(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "services.meetings", *arguments],
        cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_demonstration_is_seeded_once_and_only_there(environment: dict[str, str]) -> None:
    assert "called" in command(environment, "seed-demo").stdout
    assert "nothing was changed" in command(environment, "seed-demo").stdout
    elsewhere = command(environment | {"SOTAY_PROVINCE": "tn"}, "seed-demo")
    assert (elsewhere.returncode, elsewhere.stdout) == (1, "")
    assert "tỉnh hư cấu" in elsewhere.stderr


def test_a_cell_meets_and_decides_over_the_bus(ask: Ask, channel: Any) -> None:
    call = {"title": "Sinh hoạt thường kỳ", "kind": "regular", "place": "Nhà văn hóa", "agenda": ["Thảo luận"]}
    starts_at = (clock.now() + timedelta(hours=1)).isoformat()
    meeting = ask("schedule_meeting", "s1", secretary=True, starts_at=starts_at, **call)["result"]
    for member in ("s1", "m1", "m2"):
        register(channel, member)
    wait_until(lambda: not ask("confirm_attendance", "m2", meeting_id=meeting["id"], coming=True)["error"])
    running = ask("open_meeting", "s1", secretary=True, meeting_id=meeting["id"], version=meeting["version"])["result"]
    assert ask("check_in", "m1", meeting_id=meeting["id"])["result"]["checked_in_at"]
    vote = ask("open_vote", "s1", secretary=True, meeting_id=meeting["id"], question="Thông qua?")["result"]
    for member in ("s1", "m1"):
        assert ask("cast_vote", member, vote_id=vote["vote_id"], choice="agree")["error"] is None
    closed = ask("close_vote", "s1", secretary=True, vote_id=vote["vote_id"], version=vote["version"])["result"]
    assert (closed["agree"], closed["electorate"], closed["outcome"]) == (2, 3, "adopted")
    assert ask("vote_result", "m2", vote_id=vote["vote_id"])["result"]["result"]["agree"] == 2
    assert ask("attendance", "s1", secretary=True, meeting_id=meeting["id"])["result"]["counts"]["present"] == 1
    over = ask("close_meeting", "s1", secretary=True, meeting_id=meeting["id"], version=running["version"])["result"]
    assert (over["state"], over["present"], over["expected"]) == ("closed", 1, 3)
    assert ask("read_meeting", "m1", meeting_id=meeting["id"])["result"]["my_attendance"] == "present"
    assert [item["id"] for item in ask("my_meetings", "m1", upcoming=False)["result"]["items"]] == [meeting["id"]]


def wait_until(happened: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_without_a_token_nothing_is_told(ask: Ask) -> None:
    assert ask("my_meetings", None)["error"]["exc_args"][0]["kind"] == "unauthenticated"


def test_a_refusal_crosses_the_bus_with_its_code_and_sentence(ask: Ask) -> None:
    told = ask("check_in", "m1", meeting_id="nothing")["error"]["exc_args"][0]
    assert (told["kind"], told["code"]) == ("not_found", "meetings.meeting_not_found")
    assert told["message"] == "Không tìm thấy cuộc họp trong chi bộ của đồng chí."


def test_the_roll_is_counted_and_emptied_at_the_command_line(environment: dict[str, str], ask: Ask) -> None:
    assert command(environment, "roster").stdout.split() == ["official", "3"]
    assert "3 members forgotten" in command(environment, "rebuild-roster").stdout
    assert command(environment, "roster").stdout == ""
