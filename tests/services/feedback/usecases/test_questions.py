from datetime import timedelta

import msgspec
import pytest

from services.feedback.queries.list_questions import list_questions
from services.feedback.queries.my_questions import my_questions
from services.feedback.queries.read_question import read_question
from services.feedback.queries.trail_about_me import trail_about_me
from services.feedback.rules.errors import QuestionAlreadyAnswered, QuestionNotFound
from services.feedback.store.migrations import MIGRATIONS
from services.feedback.store.questions import Question
from services.feedback.usecases.answer_question import answer_question
from services.feedback.usecases.on_question_forgotten import on_question_forgotten
from services.feedback.usecases.on_question_handed_over import on_question_handed_over
from services.feedback.usecases.take_question import take_question
from shared.contracts.assistant import QuestionForgotten, QuestionHandedOver
from shared.errors import Forbidden, Invalid
from shared.inbox import react
from shared.outbox import ChangedByAnother
from shared.security import Grant
from shared.security.refusing import SecretMark
from shared.store import database, ensure_indexes
from shared.usecase import perform
from tests.services.feedback.conftest import CELL, NOW, Delivery, member, officer, person, told

pytestmark = pytest.mark.slow
ANSWER = {"question_id": "q1", "version": 1, "answer": "Đồng chí xem Điều 5 Hướng dẫn 07-HD/TU."}


@pytest.fixture
def waiting(store: None, delivered: Delivery) -> QuestionHandedOver:
    handed_over = QuestionHandedOver(question_id="q1", member_id="m1", cell_path=CELL, reason="not_found")
    react(on_question_handed_over, delivered(handed_over))
    return handed_over


def test_a_question_handed_over_waits_for_the_officers_above(waiting: QuestionHandedOver) -> None:
    (item,) = perform(list_questions, {"state": "waiting"}, officer())["items"]
    assert (item["id"], item["version"], item["reason"], item["state"]) == ("q1", 1, "not_found", "waiting")
    assert item["asked_at"] == "2026-11-22T08:00:00Z"
    assert "member_id" not in item
    for who in (member(), officer("ts/x04/"), person("s1", CELL, Grant("cell_secretary", CELL))):
        assert perform(list_questions, {}, who)["items"] == []


def test_a_question_delivered_twice_waits_once(waiting: QuestionHandedOver, delivered: Delivery) -> None:
    react(on_question_handed_over, delivered(waiting))
    react(on_question_handed_over, delivered(waiting, event_id="e2"))
    assert Question.objects.count() == 1


def test_an_answer_is_told_without_its_words_and_read_by_the_one_who_asked(waiting: QuestionHandedOver) -> None:
    answered = perform(answer_question, ANSWER, officer())
    assert (answered["state"], answered["version"]) == ("answered", 2)
    assert told("questions") == [("feedback.question_answered.v1", {"question_id": "q1", "member_id": "m1"})]
    (mine,) = perform(my_questions, {}, member())["items"]
    assert (mine["state"], mine["answer"]) == ("answered", ANSWER["answer"])
    assert perform(my_questions, {}, member("m2"))["items"] == []
    assert perform(list_questions, {"state": "waiting"}, officer())["items"] == []
    assert len(perform(list_questions, {"state": "answered"}, officer())["items"]) == 1
    (entry,) = perform(trail_about_me, {}, member())["items"]
    assert (entry["reader_id"], entry["action"]) == (officer().actor.member_id, "feedback.question_answered")
    assert perform(trail_about_me, {}, member("m2"))["items"] == []


def test_the_answer_lies_encrypted_in_the_store(waiting: QuestionHandedOver) -> None:
    perform(answer_question, ANSWER, officer())
    assert b"07-HD/TU" not in bytes(database()["questions"].find_one({"_id": "q1"})["answer"])  # type: ignore[index]


def test_a_second_answer_is_refused_and_the_same_repeated_is_not(waiting: QuestionHandedOver) -> None:
    first = perform(answer_question, ANSWER, officer())
    assert perform(answer_question, ANSWER, officer()) == first
    with pytest.raises(QuestionAlreadyAnswered):
        perform(answer_question, ANSWER | {"version": 2, "answer": "Khác"}, officer())
    assert len(told("questions")) == 1


def test_only_an_officer_above_answers_and_only_the_version_that_was_seen(waiting: QuestionHandedOver) -> None:
    for who in (member(), officer("ts/x04/")):
        with pytest.raises(Forbidden):
            perform(answer_question, ANSWER, who)
    with pytest.raises(ChangedByAnother):
        perform(answer_question, ANSWER | {"version": 7}, officer())
    with pytest.raises(QuestionNotFound):
        perform(answer_question, ANSWER | {"question_id": "q9"}, officer())
    with pytest.raises(Invalid):
        perform(answer_question, ANSWER | {"answer": " "}, officer())
    with pytest.raises(Invalid):
        perform(list_questions, {"state": "lost"}, officer())


def test_an_answer_with_a_mark_of_secrecy_is_kept_nowhere(waiting: QuestionHandedOver) -> None:
    with pytest.raises(SecretMark):
        perform(answer_question, {**ANSWER, "answer": "TỐI MẬT\nNội dung kèm theo."}, officer())
    assert Question.objects.get(pk="q1").answer is None
    assert database()["audit_entries"].count_documents({"action": "security.secret_text_refused"}) == 1


COMMITTEE = "ts/x03/"
ROUTED = QuestionHandedOver(
    question_id="q2", member_id="m1", cell_path=CELL, reason="asked_by_member", topic="dues", committee_path=COMMITTEE,
    kept_until=NOW + timedelta(days=180),
)  # fmt: skip


def test_a_question_is_for_the_committee_of_its_topic_and_those_above(store: None, delivered: Delivery) -> None:
    for_province = msgspec.structs.replace(ROUTED, question_id="q3", topic="app_help", committee_path="ts/")
    react(on_question_handed_over, delivered(ROUTED))
    react(on_question_handed_over, delivered(for_province, event_id="e2"))
    (near,) = perform(list_questions, {}, officer("ts/x03/"))["items"]
    assert (near["id"], near["topic"], near["committee_path"]) == ("q2", "dues", COMMITTEE)
    assert {item["id"] for item in perform(list_questions, {}, officer("ts/"))["items"]} == {"q2", "q3"}
    for command, payload in (
        (read_question, {"question_id": "q3"}),
        (take_question, {"question_id": "q3"}),
        (answer_question, ANSWER | {"question_id": "q3"}),
    ):
        with pytest.raises(Forbidden):
            perform(command, payload, officer("ts/x03/"))
    assert {item["committee_path"] for item in perform(my_questions, {}, member())["items"]} == {COMMITTEE, "ts/"}


def test_a_question_goes_when_its_text_does(store: None, delivered: Delivery) -> None:
    react(on_question_handed_over, delivered(ROUTED))
    assert Question.objects.get(pk="q2").expires_at == NOW + timedelta(days=180)
    ensure_indexes([Question])
    assert database()["questions"].index_information()["questions_expiry"]["expireAfterSeconds"] == 0


def test_the_member_sees_that_somebody_began_to_answer_and_is_told_once(waiting: QuestionHandedOver) -> None:
    taken = perform(take_question, {"question_id": "q1"}, officer())
    assert taken == {"id": "q1", "version": 2, "state": "taken"}
    assert perform(take_question, {"question_id": "q1"}, person("o2", CELL, Grant("committee_officer", "ts/"))) == taken
    assert told("questions") == [("feedback.question_taken.v1", {"question_id": "q1", "member_id": "m1"})]
    (mine,) = perform(my_questions, {}, member())["items"]
    assert (mine["state"], mine["taken_at"]) == ("taken", "2026-11-22T08:00:00Z")
    (row,) = perform(list_questions, {"state": "waiting"}, officer())["items"]
    assert (row["state"], row["taken_by_me"]) == ("taken", True)
    nothing_yet = {"answer": None, "former_answer": None, "general": None, "may_propose": False}
    assert perform(read_question, {"question_id": "q1"}, officer()) == row | nothing_yet
    # It binds nobody: another of the committee may answer.
    another = person("o2", CELL, Grant("committee_officer", "ts/x03/"))
    assert perform(answer_question, ANSWER | {"version": 2}, another)["state"] == "answered"
    actions = [entry["action"] for entry in perform(trail_about_me, {}, member())["items"]]
    assert sorted(actions) == ["feedback.question_answered", "feedback.question_taken"]
    assert perform(take_question, {"question_id": "q1"}, officer())["state"] == "answered"


def forgotten() -> QuestionForgotten:
    return QuestionForgotten(question_id="q1", member_id="m1", cell_path=CELL)


def test_a_question_that_its_member_deleted_is_gone_with_its_answer(
    waiting: QuestionHandedOver, delivered: Delivery
) -> None:
    perform(answer_question, ANSWER, officer())
    react(on_question_forgotten, delivered(forgotten(), event_id="e2"))
    raw = database()["questions"].find_one({"_id": "q1"})
    assert raw is not None
    assert not {"answer", "answered_by"} & raw.keys()
    assert perform(my_questions, {}, member())["items"] == []
    for state in ({}, {"state": "waiting"}, {"state": "answered"}):
        assert perform(list_questions, state, officer())["items"] == []
    for command, payload in ((take_question, {"question_id": "q1"}), (answer_question, ANSWER | {"version": 3})):
        with pytest.raises(QuestionNotFound):
            perform(command, payload, officer())


def test_a_hand_over_that_comes_after_the_deletion_brings_nothing_back(store: None, delivered: Delivery) -> None:
    react(on_question_forgotten, delivered(forgotten()))
    handed_over = QuestionHandedOver(question_id="q1", member_id="m1", cell_path=CELL, reason="not_found")
    react(on_question_handed_over, delivered(handed_over, event_id="e2"))
    assert perform(list_questions, {}, officer())["items"] == []
    assert perform(my_questions, {}, member())["items"] == []


def test_questions_from_before_topics_stay_with_the_officers_above_their_cell(waiting: QuestionHandedOver) -> None:
    database()["questions"].update_one({"_id": "q1"}, {"$unset": {"committee_path": "", "topic": ""}})
    for migration in MIGRATIONS:
        migration.run(database())
        migration.run(database())
    (item,) = perform(list_questions, {}, officer())["items"]
    assert (item["id"], item["topic"]) == ("q1", "other")
