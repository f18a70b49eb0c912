"""A question that lies unanswered: its committee is reminded, once for each interval, whatever happens to a process."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from deploy.local.mongod import Mongod
from services.feedback.queries.list_questions import list_questions
from services.feedback.queries.my_questions import my_questions
from services.feedback.settings import Settings
from services.feedback.usecases.answer_question import answer_question
from services.feedback.usecases.on_question_forgotten import on_question_forgotten
from services.feedback.usecases.on_question_handed_over import on_question_handed_over
from services.feedback.usecases.remind_of_questions import remind_of_questions
from services.feedback.usecases.take_question import take_question
from shared.contracts.assistant import QuestionForgotten, QuestionHandedOver
from shared.inbox import react
from shared.settings import SettingsError, load
from shared.usecase import perform
from tests.services.feedback.conftest import CELL, NOW, SERVICE, Delivery, member, officer, told
from tests.shared.deaths import Deaths, connected_to

pytestmark = pytest.mark.slow
EVERY = timedelta(days=3)
DUE = NOW + EVERY
SOON = timedelta(minutes=1)
HANDED_OVER = QuestionHandedOver(
    question_id="q1", member_id="m1", cell_path=CELL, reason="not_found", topic="dues", committee_path="ts/x03/"
)


@pytest.fixture(scope="module")
def deaths() -> Deaths:
    return Deaths()


@pytest.fixture(scope="module")
def connected(mongod: Mongod, deaths: Deaths) -> Iterator[None]:
    with connected_to(mongod.uri(SERVICE), deaths):
        yield


@pytest.fixture(autouse=True)
def waiting(store: None, delivered: Delivery) -> None:
    react(on_question_handed_over, delivered(HANDED_OVER))


def remind(now: datetime) -> None:
    remind_of_questions(now, EVERY)


def reminded() -> list[dict[str, Any]]:
    return [data for kind, data in told("questions") if kind == "feedback.question_reminder_due.v1"]


def mine() -> dict[str, Any]:
    return dict(perform(my_questions, {}, member())["items"][0])


def test_its_committee_is_reminded_when_the_interval_is_over_and_not_before() -> None:
    remind(DUE - SOON)
    assert reminded() == []
    assert (mine()["reminders"], mine()["reminded_at"]) == (0, None)
    remind(DUE)
    assert reminded() == [
        {
            "question_id": "q1", "committee_path": "ts/x03/", "roles": ["committee_officer"],
            "waiting_since": "2026-11-22T08:00:00Z", "times": 1,
        }
    ]  # fmt: skip
    assert (mine()["reminders"], mine()["reminded_at"]) == (1, "2026-11-25T08:00:00Z")
    (row,) = perform(list_questions, {"state": "waiting"}, officer())["items"]
    assert (row["reminders"], row["reminded_at"]) == (1, "2026-11-25T08:00:00Z")


def test_it_is_reminded_once_for_each_interval_and_who_comes_late_tells_one() -> None:
    for moment in (DUE, DUE + SOON, DUE + EVERY - SOON):
        remind(moment)
    assert [each["times"] for each in reminded()] == [1]
    remind(DUE + EVERY)
    remind(DUE + 10 * EVERY)
    assert [each["times"] for each in reminded()] == [1, 2, 3]


def test_a_clock_that_jumps_back_reminds_nobody_again() -> None:
    for moment in (DUE, DUE - EVERY, DUE, DUE + SOON):
        remind(moment)
    assert len(reminded()) == 1


def test_many_processes_that_look_at_once_tell_once() -> None:
    with ThreadPoolExecutor(8) as processes:
        list(processes.map(remind, [DUE] * 24))
    assert len(reminded()) == 1
    assert mine()["reminders"] == 1


def test_a_process_that_dies_over_it_leaves_one_reminder_and_never_two(deaths: Deaths) -> None:
    assert deaths.left_alone(0, lambda: remind(DUE))
    assert (reminded(), mine()["reminders"]) == ([], 0)
    remind(DUE)
    assert not deaths.left_alone(1, lambda: remind(DUE + EVERY))  # one write, nothing to be between
    remind(DUE + EVERY)
    assert [each["times"] for each in reminded()] == [1, 2]
    assert mine()["reminders"] == 2


def test_one_that_was_taken_and_left_lying_is_reminded_of_and_one_that_was_answered_is_not() -> None:
    taken = perform(take_question, {"question_id": "q1"}, officer())
    remind(DUE)
    assert len(reminded()) == 1
    answer = {"question_id": "q1", "version": taken["version"] + 1, "answer": "Đồng chí xem Điều 5."}
    perform(answer_question, answer, officer())
    remind(DUE + EVERY)
    assert len(reminded()) == 1


def test_nobody_is_reminded_of_what_its_member_deleted(delivered: Delivery) -> None:
    forgotten = QuestionForgotten(question_id="q1", member_id="m1", cell_path=CELL)
    react(on_question_forgotten, delivered(forgotten, event_id="e2"))
    remind(DUE)
    assert reminded() == []


def test_the_interval_is_a_setting_of_one_day_at_least() -> None:
    needed = {
        "SOTAY_PROVINCE": "ts", "SOTAY_AMQP_URI": "amqp://x", "SOTAY_MONGO_URI": "mongodb://x",
        "SOTAY_TOKEN_PUBLIC_KEY_FILE": "/k", "SOTAY_FIELD_KEYS_FILE": "/k", "SOTAY_METRICS_PORT": "0",
    }  # fmt: skip
    assert load(Settings, needed).reminded_every == EVERY
    assert load(Settings, needed | {"SOTAY_FEEDBACK_REMINDER_DAYS": "10"}).reminded_every == timedelta(days=10)
    with pytest.raises(SettingsError, match="SOTAY_FEEDBACK_REMINDER_DAYS"):
        load(Settings, needed | {"SOTAY_FEEDBACK_REMINDER_DAYS": "0"})
