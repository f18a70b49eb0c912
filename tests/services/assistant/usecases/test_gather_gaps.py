from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from services.assistant.engines.library import Library
from services.assistant.engines.unanswered import commune_of
from services.assistant.queries.list_gaps import list_gaps
from services.assistant.rules.errors import GapChanged
from services.assistant.store.questions import AskedQuestion
from services.assistant.usecases.ask import ask
from services.assistant.usecases.decide_gap import decide_gap
from services.assistant.usecases.forget_my_questions import forget_my_questions
from services.assistant.usecases.gather_gaps import gather_gaps
from services.assistant.usecases.rate_answer import rate_answer
from shared.contracts.assistant import GapsFound
from shared.errors import Forbidden
from shared.security import Grant, audit
from shared.store import database
from shared.usecase import perform
from tests.services.assistant.conftest import NOW

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
Contexts = Callable[..., Any]
SUBJECT = "Mức trợ cấp mai táng là bao nhiêu?"
EDITOR = (Grant("committee_editor", "ts/"),)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def asks(library: Library, as_member: Contexts) -> Callable[..., str]:
    def put(member_id: str, question: str = SUBJECT, cell: str = "ts/x03/c0312/", **when: Any) -> str:
        return str(perform(ask, {"question": question}, as_member(member_id, cell=cell, **when))["id"])

    return put


@pytest.fixture
def gather(library: Library) -> Callable[..., int]:
    return lambda now=TOMORROW: gather_gaps(now, library)


@pytest.fixture
def listed(as_member: Contexts) -> Callable[..., list[dict[str, Any]]]:
    def look(state: str = "open") -> list[dict[str, Any]]:
        return list(perform(list_gaps, {"state": state}, as_member("e1", grants=EDITOR))["items"])

    return look


def test_what_three_people_asked_in_vain_is_told_with_words_numbers_and_days(
    asks: Any, gather: Any, listed: Any
) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member)
    asks("m3", "Trợ cấp mai táng tính thế nào?")
    assert gather() == 1
    (gap,) = listed()
    assert gap["words"] == ["mức trợ cấp mai táng"]
    assert (gap["askers"], gap["questions"]) == (3, 4)
    assert (gap["first_day"], gap["last_day"]) == ("2026-11-22", "2026-11-22")
    assert gap["places"] == [{"path": "ts/x03/", "askers": 3}]


def test_no_row_of_a_gap_holds_a_member_a_cell_a_time_or_a_word_of_one_person(
    asks: Any, gather: Any, listed: Any
) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member, f"Mức trợ cấp mai táng, chuyện riêng tiết lộ {member}x?")
    gather()
    (row,) = database()["gaps"].find()
    told = str(row)
    assert not any(word in told for word in ("m1", "m2", "m3", "c0312", "08:00"))
    assert {(row["first_day"].hour, row["first_day"].minute)} == {(0, 0)}


def test_nothing_at_all_is_noted_of_what_two_people_asked(asks: Any, gather: Any, listed: Any) -> None:
    for _ in range(4):
        asks("m1")
        asks("m2")
    assert gather() == 0
    assert listed() == []
    assert not any(question.gathered for question in AskedQuestion.objects)


def test_today_is_not_told_before_it_is_over(asks: Any, gather: Any) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member)
    assert gather(NOW + timedelta(hours=1)) == 0
    assert gather() == 1


def test_a_day_is_gathered_once_by_whichever_process_comes_first(asks: Any, gather: Any, listed: Any) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member)
    assert (gather(), gather()) == (1, 0)
    assert gather(TOMORROW + timedelta(days=1)) == 0
    assert [gap["questions"] for gap in listed()] == [3]


def test_a_personal_case_and_a_wish_for_a_person_are_never_told(asks: Any, gather: Any) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member, "Trường hợp của tôi được trợ cấp mai táng bao nhiêu?")
        asks(member, "Tôi muốn gặp cán bộ về trợ cấp mai táng")
    assert gather() == 0


def test_a_bare_number_that_answers_what_was_asked_back_is_no_gap(asks: Any, gather: Any) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member, "27 đồng chí")
    assert gather() == 0


def test_who_forgot_the_questions_is_not_counted(asks: Any, gather: Any, as_member: Contexts) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member)
    perform(forget_my_questions, {}, as_member("m3"))
    assert gather() == 0


def test_an_answer_that_did_not_help_is_unanswered_and_one_that_did_is_not(
    asks: Any, gather: Any, as_member: Contexts, knowing: Any, listed: Any
) -> None:
    knowing("d1")
    question = "Đảng viên nộp đảng phí hằng tháng cho ai?"
    for number, rating in enumerate([{"helpful": False, "reason": "wrong_clause"}] * 3 + [{"helpful": True}]):
        who = f"m{number}"
        perform(rate_answer, {"question_id": asks(who, question), **rating}, as_member(who))
    gather()
    (gap,) = listed()
    assert gap["askers"] == 3
    assert (gap["nearest"]["document_id"], gap["nearest"]["place"]) == ("d1", "khoản 1 Điều 1")


def test_the_nearest_clause_is_one_that_everybody_may_read(asks: Any, gather: Any, knowing: Any, listed: Any) -> None:
    knowing("d1", "1. Trợ cấp mai táng do cấp ủy nơi khác chi.", audience="ts/x04/")
    for member in ("m1", "m2", "m3"):
        asks(member)
    gather()
    assert [gap["nearest"] for gap in listed()] == [None]


def test_a_known_gap_grows_by_enough_people_at_a_time(asks: Any, gather: Any, listed: Any) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member)
    gather()
    asks("m4", now=TOMORROW)
    assert gather(TOMORROW + timedelta(days=1)) == 0
    asks("m5", now=TOMORROW + timedelta(days=1))
    asks("m6", now=TOMORROW + timedelta(days=1))
    assert gather(TOMORROW + timedelta(days=2)) == 1
    (gap,) = listed()
    assert (gap["askers"], gap["last_day"]) == (6, "2026-11-24")


def test_an_editor_marks_it_and_it_opens_again_when_asked_again(
    asks: Any, gather: Any, listed: Any, as_member: Contexts
) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member)
    gather()
    (gap,) = listed()
    mark = {"gap_id": gap["id"], "version": gap["version"], "state": "added"}
    editor = as_member("e1", grants=EDITOR)
    assert perform(decide_gap, mark, editor) == perform(decide_gap, mark, editor) == {"state": "added"}
    assert (listed(), len(listed("added"))) == ([], 1)
    assert sum("assistant.gap_decided" in entry for entry in audit.export()) == 1
    for member in ("m1", "m2", "m3"):
        asks(member, now=TOMORROW)
    gather(TOMORROW + timedelta(days=1))
    assert [item["id"] for item in listed()] == [gap["id"]]


def test_a_decision_on_what_changed_meanwhile_is_refused(
    asks: Any, gather: Any, listed: Any, as_member: Contexts
) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member)
    gather()
    old = {"gap_id": listed()[0]["id"], "version": 0, "state": "out_of_scope"}
    with pytest.raises(GapChanged):
        perform(decide_gap, old, as_member("e1", grants=EDITOR))
    assert len(listed()) == 1


def test_only_editors_read_the_list_and_only_those_of_the_province_decide(
    asks: Any, gather: Any, listed: Any, as_member: Contexts
) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member)
    gather()
    for who in (as_member(), as_member("o1", grants=(Grant("committee_officer", "ts/"),))):
        with pytest.raises(Forbidden):
            perform(list_gaps, {}, who)
    below = as_member("e2", grants=(Grant("committee_editor", "ts/x03/"),))
    seen = perform(list_gaps, {}, below)
    assert (seen["total"], seen["may_decide"]) == (1, False)
    assert perform(list_gaps, {}, as_member("e1", grants=EDITOR))["may_decide"] is True
    gap = listed()[0]
    with pytest.raises(Forbidden):
        perform(decide_gap, {"gap_id": gap["id"], "version": gap["version"], "state": "added"}, below)


@pytest.mark.parametrize(
    ("cell", "commune"), [("ts/x03/c0312/", "ts/x03/"), ("ts/x03/b1/c9/", "ts/x03/"), ("ts/c1/", "ts/")]
)
def test_a_place_is_never_the_cell_itself(cell: str, commune: str) -> None:
    assert commune_of(cell) == commune


def test_editors_are_told_of_new_subjects_without_their_words(asks: Any, gather: Any, as_member: Contexts) -> None:
    for member in ("m1", "m2", "m3"):
        asks(member)
    gather()
    (entry,) = database()["outbox_entries"].find()
    assert GapsFound.TYPE in str(entry)
    assert "committee_editor" in str(entry)
    assert "tang" not in str(entry)
    for member in ("m4", "m5", "m6"):
        asks(member, now=TOMORROW)
    assert gather(TOMORROW + timedelta(days=1)) == 1
    assert database()["outbox_entries"].count_documents({}) == 1
