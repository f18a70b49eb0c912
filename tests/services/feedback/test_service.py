"""The door, the reactions and the clock as they run: an own process, real mongod and broker."""

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
from shared.broker.topology import declare_with_pika, reaction_topology
from shared.contracts.assistant import QuestionHandedOver
from shared.contracts.identity import MemberRegistered
from shared.contracts.reactions import all_reactions
from shared.contracts.registry import Event
from shared.outbox.record import record
from shared.security import Grant, issue, load_private_key
from tests.services.feedback.conftest import CELL, POLL

pytestmark = pytest.mark.slow
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def environment(stack_place: Place, mongod: Mongod, broker: Broker) -> dict[str, str]:
    make_keys(stack_place)
    with MongoClient[dict[str, Any]](mongod.uri("feedback")) as client:
        for name in client.get_default_database().list_collection_names():
            client.get_default_database()[name].drop()
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **python_environment(stack_place, "feedback")}


@pytest.fixture(scope="module")
def channel(broker: Broker) -> Iterator[Any]:
    connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
    opened = connection.channel()
    opened.exchange_declare("nameko-rpc", "topic", durable=True)
    # As the producers' relays do before they send; it also holds that reactions.json knows our reactions.
    for reaction in all_reactions():
        if reaction.name.startswith("feedback."):
            declare_with_pika(opened, reaction_topology(reaction))
    opened.confirm_delivery()
    yield opened
    connection.close()


@pytest.fixture(scope="module")
def ask(environment: dict[str, str], channel: Any, stack_place: Place) -> Iterator[Ask]:
    process = subprocess.Popen([sys.executable, "-m", "shared.run", "feedback"], cwd=REPOSITORY, env=environment)
    replies = str(channel.queue_declare("", exclusive=True).method.queue)
    channel.queue_bind(replies, "nameko-rpc", replies)
    key = load_private_key(token_private_key_file(stack_place))

    def call(method: str, member: str, *roles: str, **fields: Any) -> dict[str, Any]:
        grants = [Grant("member", CELL), *(Grant(role, "ts/x03/") for role in roles)]
        token, _ = issue(
            key, member_id=member, cell_path=CELL, grants=grants, audience="ts", lifetime=timedelta(minutes=5)
        )
        headers = {"nameko.auth_token": token}
        properties = pika.BasicProperties(reply_to=replies, correlation_id=str(uuid4()), headers=headers)
        body = json.dumps({"args": [], "kwargs": fields})
        publish_when_up(channel, "nameko-rpc", f"feedback.{method}", body, properties)
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
    raise AssertionError("feedback did not start")


def tell(channel: Any, producer: str, event: Event, subject: str) -> None:
    """Tells what the producer's relay tells."""
    told = record(event, subject, 1, clock.now())
    properties = pika.BasicProperties(delivery_mode=2, message_id=told["id"])
    publish_when_up(channel, f"{producer}.events", told["type"], told["body"], properties)


def until(found: Callable[[], Any], seconds: float = 15) -> Any:
    deadline = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.2)
    return value


def test_a_poll_is_answered_counted_by_the_clock_and_closed_by_it(ask: Ask, mongod: Mongod) -> None:
    closes_at = (clock.now() + timedelta(seconds=6)).isoformat()
    poll = ask("open_poll", "o1", "committee_officer", **(POLL | {"closes_at": closes_at}))["result"]["id"]
    for number in range(6):
        assert ask("answer_poll", f"m{number}", poll_id=poll, option=number % 2)["result"] == {"answered": True}
    refused = ask("answer_poll", "m1", poll_id=poll, option=0)["error"]["exc_args"][0]
    assert refused["code"] == "feedback.already_answered"
    until(lambda: ask("read_poll", "m1", poll_id=poll)["result"]["counts"] == [3, 3, 0])
    with MongoClient[dict[str, Any]](mongod.uri("feedback"), tz_aware=True) as client:
        polls = client.get_default_database()["polls"]
        stored = until(lambda: polls.find_one({"_id": poll, "state": "closed"}))
    kinds = [entry["type"] for entry in stored["outbox"]]
    assert kinds[0] == "feedback.poll_opened.v1"
    assert kinds[-1] == "feedback.poll_closed.v1"
    assert set(kinds[1:-1]) == {"feedback.poll_counted.v1"}
    assert stored["counts"] == [3, 3, 0]


def test_a_question_that_the_assistant_handed_over_reaches_the_officer(ask: Ask, channel: Any) -> None:
    event = QuestionHandedOver(question_id="q-bus", member_id="m1", cell_path=CELL, reason="wants_person")
    tell(channel, "assistant", event, "q-bus")
    (item,) = until(lambda: ask("list_questions", "o1", "committee_officer", state="waiting")["result"]["items"])
    answer = {"question_id": item["id"], "version": item["version"], "answer": "Đồng chí liên hệ chi ủy."}
    assert ask("answer_question", "o1", "committee_officer", **answer)["result"]["state"] == "answered"
    assert ask("my_questions", "m1")["result"]["items"][0]["answer"] == "Đồng chí liên hệ chi ủy."


def test_a_suspended_member_that_identity_told_of_cannot_answer(ask: Ask, channel: Any) -> None:
    closes_at = (clock.now() + timedelta(minutes=5)).isoformat()
    poll = ask("open_poll", "o1", "committee_officer", **(POLL | {"closes_at": closes_at}))["result"]["id"]
    event = MemberRegistered(member_id="m-suspended", cell_id="c0312", cell_path=CELL, status="suspended")
    tell(channel, "identity", event, "m-suspended")
    until(lambda: not ask("read_poll", "m-suspended", poll_id=poll)["result"]["may_answer"])
    refused = ask("answer_poll", "m-suspended", poll_id=poll, option=0)["error"]["exc_args"][0]
    assert refused["code"] == "feedback.may_not_answer"
