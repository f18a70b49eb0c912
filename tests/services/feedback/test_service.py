"""The door, the reactions and the clock as they run: an own process, real mongod and broker."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from pymongo import MongoClient

from deploy.local.mongod import Mongod
from deploy.local.place import Place
from deploy.local.rabbitmq import Broker
from shared import clock
from shared.contracts.assistant import QuestionForgotten, QuestionHandedOver
from shared.contracts.identity import MemberRegistered
from shared.security import Grant
from tests.services import bus
from tests.services.feedback.conftest import CELL, POLL
from tests.shared.helpers import wait_for

pytestmark = pytest.mark.slow
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def line(stack_place: Place, mongod: Mongod, broker: Broker) -> Iterator[bus.Line]:
    bus.emptied("feedback", mongod)
    environment = bus.environment_of("feedback", stack_place)
    with bus.serving("feedback", environment), bus.line_to("feedback", broker) as opened:
        yield opened


@pytest.fixture(scope="module")
def ask(line: bus.Line, stack_place: Place) -> Ask:
    def call(method: str, member: str, *roles: str, **fields: Any) -> dict[str, Any]:
        grants = [Grant(role, "ts/x03/") for role in roles]
        return line.ask(method, bus.token_for(stack_place, member, CELL, *grants), **fields)

    return call


def test_a_poll_is_answered_counted_by_the_clock_and_closed_by_it(ask: Ask, mongod: Mongod) -> None:
    closes_at = (clock.now() + timedelta(seconds=6)).isoformat()
    poll = ask("open_poll", "o1", "committee_officer", **(POLL | {"closes_at": closes_at}))["result"]["id"]
    for number in range(6):
        assert ask("answer_poll", f"m{number}", poll_id=poll, option=number % 2)["result"] == {"answered": True}
    refused = ask("answer_poll", "m1", poll_id=poll, option=0)["error"]["exc_args"][0]
    assert refused["code"] == "feedback.already_answered"
    wait_for(lambda: ask("read_poll", "m1", poll_id=poll)["result"]["counts"] == [3, 3, 0], 15)
    with MongoClient[dict[str, Any]](mongod.uri("feedback"), tz_aware=True) as client:
        polls = client.get_default_database()["polls"]
        stored = wait_for(lambda: polls.find_one({"_id": poll, "state": "closed"}), 15)
    kinds = [entry["type"] for entry in stored["outbox"]]
    assert kinds[0] == "feedback.poll_opened.v1"
    assert kinds[-1] == "feedback.poll_closed.v1"
    assert set(kinds[1:-1]) == {"feedback.poll_counted.v1"}
    assert stored["counts"] == [3, 3, 0]


def test_a_question_that_the_assistant_handed_over_reaches_the_officer(ask: Ask, line: bus.Line) -> None:
    event = QuestionHandedOver(question_id="q-bus", member_id="m1", cell_path=CELL, reason="wants_person")
    line.tell(event, "q-bus")
    (item,) = wait_for(lambda: ask("list_questions", "o1", "committee_officer", state="waiting")["result"]["items"], 15)
    answer = {"question_id": item["id"], "version": item["version"], "answer": "Đồng chí liên hệ chi ủy."}
    assert ask("answer_question", "o1", "committee_officer", **answer)["result"]["state"] == "answered"
    assert ask("my_questions", "m1")["result"]["items"][0]["answer"] == "Đồng chí liên hệ chi ủy."


def test_a_question_goes_to_its_committee_is_taken_and_deleted_by_its_member(ask: Ask, line: bus.Line) -> None:
    event = QuestionHandedOver(
        question_id="q-dues", member_id="m2", cell_path=CELL, reason="not_found", topic="dues", committee_path="ts/x03/"
    )
    line.tell(event, "q-dues")
    mine = wait_for(lambda: ask("my_questions", "m2")["result"]["items"], 15)
    assert (mine[0]["state"], mine[0]["topic"], mine[0]["committee_path"]) == ("waiting", "dues", "ts/x03/")
    assert ask("take_question", "o1", "committee_officer", question_id="q-dues")["result"]["state"] == "taken"
    assert ask("my_questions", "m2")["result"]["items"][0]["state"] == "taken"
    line.tell(QuestionForgotten(question_id="q-dues", member_id="m2", cell_path=CELL), "q-dues")
    wait_for(lambda: not ask("my_questions", "m2")["result"]["items"], 15)


def test_a_question_that_lies_unanswered_is_reminded_of_by_the_clock_and_a_corrected_answer_is_told(
    ask: Ask, line: bus.Line, mongod: Mongod
) -> None:
    event = QuestionHandedOver(
        question_id="q-old", member_id="m3", cell_path=CELL, reason="not_found", committee_path="ts/x03/"
    )
    line.tell(event, "q-old")
    wait_for(lambda: ask("my_questions", "m3")["result"]["items"], 15)
    with MongoClient[dict[str, Any]](mongod.uri("feedback"), tz_aware=True) as client:
        questions = client.get_default_database()["questions"]
        questions.update_one({"_id": "q-old"}, {"$set": {"asked_at": clock.now() - timedelta(days=4)}})
        mine = wait_for(
            lambda: next((row for row in ask("my_questions", "m3")["result"]["items"] if row["reminders"]), None), 20
        )
        assert (mine["reminders"], mine["state"]) == (1, "waiting")
        row = ask("read_question", "o1", "committee_officer", question_id="q-old")["result"]
        answer = {"question_id": "q-old", "version": row["version"], "answer": "Đồng chí liên hệ chi ủy."}
        answered = ask("answer_question", "o1", "committee_officer", **answer)["result"]
        correction = answer | {"version": answered["version"], "answer": "Đồng chí liên hệ Đảng ủy."}
        assert ask("correct_answer", "o1", "committee_officer", **correction)["result"]["state"] == "answered"
        stored = questions.find_one({"_id": "q-old"})
    assert stored is not None
    assert [entry["type"] for entry in stored["outbox"]] == [
        "feedback.question_reminder_due.v1",
        "feedback.question_answered.v1",
        "feedback.answer_corrected.v1",
    ]


def test_a_suspended_member_that_identity_told_of_cannot_answer(ask: Ask, line: bus.Line) -> None:
    closes_at = (clock.now() + timedelta(minutes=5)).isoformat()
    poll = ask("open_poll", "o1", "committee_officer", **(POLL | {"closes_at": closes_at}))["result"]["id"]
    event = MemberRegistered(member_id="m-suspended", cell_id="c0312", cell_path=CELL, status="suspended")
    line.tell(event, "m-suspended")
    wait_for(lambda: not ask("read_poll", "m-suspended", poll_id=poll)["result"]["may_answer"], 15)
    refused = ask("answer_poll", "m-suspended", poll_id=poll, option=0)["error"]["exc_args"][0]
    assert refused["code"] == "feedback.may_not_answer"
