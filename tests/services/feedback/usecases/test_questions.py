import pytest

from services.feedback.queries.list_questions import list_questions
from services.feedback.queries.my_questions import my_questions
from services.feedback.queries.trail_about_me import trail_about_me
from services.feedback.rules.errors import QuestionAlreadyAnswered, QuestionNotFound
from services.feedback.store.questions import Question
from services.feedback.usecases.answer_question import answer_question
from services.feedback.usecases.on_question_handed_over import on_question_handed_over
from shared.contracts.assistant import QuestionHandedOver
from shared.errors import Forbidden, Invalid
from shared.inbox import react
from shared.outbox import ChangedByAnother
from shared.security import Grant
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import perform
from tests.services.feedback.conftest import CELL, Delivery, member, officer, person, told

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
