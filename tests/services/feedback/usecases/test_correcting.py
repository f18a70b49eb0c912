"""An answer that a member already has is corrected or completed: the member is told again and sees what it was."""

import pytest

from services.feedback.queries.list_questions import list_questions
from services.feedback.queries.my_data import my_data
from services.feedback.queries.my_questions import my_questions
from services.feedback.queries.read_question import read_question
from services.feedback.queries.trail_about_me import trail_about_me
from services.feedback.rules.errors import QuestionNotAnswered, QuestionNotFound
from services.feedback.usecases.answer_question import answer_question
from services.feedback.usecases.correct_answer import correct_answer
from services.feedback.usecases.on_question_forgotten import on_question_forgotten
from services.feedback.usecases.on_question_handed_over import on_question_handed_over
from services.feedback.usecases.propose_release import propose_release
from services.feedback.usecases.release_answer import release_answer
from services.feedback.usecases.withdraw_release import withdraw_release
from shared.contracts.assistant import QuestionForgotten, QuestionHandedOver
from shared.errors import Forbidden, Invalid
from shared.inbox import react
from shared.outbox import ChangedByAnother
from shared.security import Grant
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import perform
from tests.services.feedback.conftest import CELL, Delivery, member, officer, person, told

pytestmark = pytest.mark.slow
FIRST, SECOND = "Đồng chí xem Điều 5 Hướng dẫn 07-HD/TU.", "Đồng chí xem Điều 6 Hướng dẫn 07-HD/TU."
CORRECTED = {"question_id": "q1", "version": 2, "answer": SECOND}
GENERAL = {
    "question_id": "q1", "question": "Đảng phí nộp ở đâu?", "answer": "Đảng phí nộp tại chi bộ.", "topic": "Đảng phí",
    "issuer": "Đảng ủy xã Hòa Bình", "audience": "ts/x03/",
}  # fmt: skip


@pytest.fixture
def waiting(store: None, delivered: Delivery) -> None:
    handed_over = QuestionHandedOver(
        question_id="q1", member_id="m1", cell_path=CELL, reason="not_found", committee_path="ts/x03/"
    )
    react(on_question_handed_over, delivered(handed_over))


@pytest.fixture
def answered(waiting: None) -> None:
    perform(answer_question, {"question_id": "q1", "version": 1, "answer": FIRST}, officer())


def kinds() -> list[str]:
    return [kind for kind, _ in told("questions")]


def test_the_member_is_told_again_without_the_words_and_reads_both_answers(answered: None) -> None:
    colleague = person("o2", CELL, Grant("committee_officer", "ts/"))
    assert perform(correct_answer, CORRECTED, colleague) == {"id": "q1", "version": 3, "state": "answered"}
    assert told("questions")[-1] == ("feedback.answer_corrected.v1", {"question_id": "q1", "member_id": "m1"})
    (mine,) = perform(my_questions, {}, member())["items"]
    assert (mine["answer"], mine["former_answer"], mine["corrected_at"]) == (SECOND, FIRST, "2026-11-22T08:00:00Z")
    actions = [entry["action"] for entry in perform(trail_about_me, {}, member())["items"]]
    assert "feedback.answer_corrected" in actions
    (kept,) = perform(my_data, {}, member())["questions"]
    assert (kept["answer"], kept["former_answer"]) == (SECOND, FIRST)


def test_both_answers_lie_encrypted_and_no_list_of_the_desk_has_them(answered: None) -> None:
    perform(correct_answer, CORRECTED, officer())
    raw = database()["questions"].find_one({"_id": "q1"})
    assert raw is not None
    assert "07-HD/TU" not in str(raw)
    assert b"07-HD/TU" not in bytes(raw["answer"]) + bytes(raw["former_answer"])
    assert "07-HD/TU" not in str(perform(list_questions, {"state": "answered"}, officer()))


def test_the_same_correction_sent_twice_is_told_once_and_an_old_version_is_refused(answered: None) -> None:
    first = perform(correct_answer, CORRECTED, officer())
    assert perform(correct_answer, CORRECTED, officer()) == first
    assert kinds().count("feedback.answer_corrected.v1") == 1
    with pytest.raises(ChangedByAnother):
        perform(correct_answer, CORRECTED | {"answer": "Khác."}, officer())
    assert perform(my_questions, {}, member())["items"][0]["answer"] == SECOND


def test_only_an_officer_of_the_committee_corrects_and_only_what_was_answered(
    waiting: None, delivered: Delivery
) -> None:
    with pytest.raises(QuestionNotAnswered):
        perform(correct_answer, CORRECTED | {"version": 1}, officer())
    perform(answer_question, {"question_id": "q1", "version": 1, "answer": FIRST}, officer())
    for who in (member(), officer("ts/x04/"), person("e1", CELL, Grant("committee_editor", "ts/"))):
        with pytest.raises(Forbidden):
            perform(correct_answer, CORRECTED, who)
    with pytest.raises(SecretMark):
        perform(correct_answer, CORRECTED | {"answer": "TỐI MẬT\nNội dung kèm theo."}, officer())
    with pytest.raises(Invalid):
        perform(correct_answer, CORRECTED | {"answer": " "}, officer())
    perform(correct_answer, CORRECTED, officer())
    react(on_question_forgotten, delivered(QuestionForgotten(question_id="q1", member_id="m1", cell_path=CELL), "e2"))
    raw = database()["questions"].find_one({"_id": "q1"})
    assert raw is not None
    assert not {"answer", "former_answer", "answered_by", "corrected_by"} & raw.keys()
    with pytest.raises(QuestionNotFound):
        perform(correct_answer, CORRECTED | {"version": 4}, officer())


def test_an_officer_who_opens_it_reads_the_answer_and_leaves_a_trace(answered: None) -> None:
    shown = perform(read_question, {"question_id": "q1"}, officer())
    assert (shown["answer"], shown["former_answer"]) == (FIRST, None)
    actions = [entry["action"] for entry in perform(trail_about_me, {}, member())["items"]]
    assert sorted(actions) == ["feedback.answer_read", "feedback.question_answered"]


def test_whether_it_may_become_an_answer_for_everybody_is_told_with_the_question(waiting: None) -> None:
    def shown() -> tuple[bool, object]:
        view = perform(read_question, {"question_id": "q1"}, officer())
        return view["may_propose"], view["general"]

    assert shown() == (False, None)
    perform(answer_question, {"question_id": "q1", "version": 1, "answer": FIRST}, officer())
    assert shown() == (True, None)
    proposed = perform(propose_release, GENERAL, officer())
    assert shown() == (True, {"version": 1, "state": "proposed"})
    editor = person("e1", CELL, Grant("committee_editor", "ts/x03/"))
    perform(release_answer, {"answer_id": proposed["id"], "version": 1}, editor)
    assert shown() == (False, {"version": 2, "state": "released"})
    perform(withdraw_release, {"answer_id": proposed["id"], "version": 2, "reason": "Quy định mới."}, editor)
    assert shown() == (True, {"version": 3, "state": "withdrawn"})
    again = perform(propose_release, GENERAL | {"version": 3, "answer": "Nộp tại chi bộ mới."}, officer())
    assert again["state"] == "proposed"
