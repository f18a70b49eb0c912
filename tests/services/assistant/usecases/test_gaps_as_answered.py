"""Which questions are gaps is judged as they were answered: with their conversation, one by one, after computing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from services.assistant.engines.library import Library
from services.assistant.queries.list_gaps import list_gaps
from services.assistant.store.questions import AskedQuestion
from services.assistant.usecases.ask import ask
from services.assistant.usecases.gather_gaps import gather_gaps
from services.assistant.usecases.rate_answer import rate_answer
from shared.security import Grant
from shared.usecase import perform
from tests.services.assistant.conftest import NOW

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
Contexts = Callable[..., Any]
EDITOR = (Grant("committee_editor", "ts/"),)
TOMORROW = NOW + timedelta(days=1)
MEMBERS = ("m1", "m2", "m3")
WRITTEN = "1. Đảng viên chính thức nộp đảng phí hằng tháng cho chi bộ."
ANSWERED = "Đảng viên chính thức nộp đảng phí hằng tháng cho ai?"


@pytest.fixture
def everybody_asks(library: Library, as_member: Contexts) -> Callable[..., list[dict[str, Any]]]:
    """Three people, each in a conversation of their own; the answers to the last question."""

    def put(*questions: str) -> list[dict[str, Any]]:
        last = []
        for member in MEMBERS:
            said: dict[str, Any] = {}
            for number, question in enumerate(questions):
                conversation = {"conversation_id": said["conversation_id"]} if said else {}
                moment = NOW + timedelta(minutes=number)
                said = perform(ask, {"question": question, **conversation}, as_member(member, now=moment))
            last.append(said)
        return last

    return put


@pytest.fixture
def gaps(library: Library, as_member: Contexts) -> Callable[[], list[list[str]]]:
    def gather() -> list[list[str]]:
        gather_gaps(TOMORROW, library)
        return [gap["words"] for gap in perform(list_gaps, {}, as_member("e1", grants=EDITOR))["items"]]

    return gather


def test_a_following_question_is_told_with_what_it_goes_on_from(everybody_asks: Any, gaps: Any, knowing: Any) -> None:
    knowing("d1", WRITTEN)
    last = everybody_asks(ANSWERED, "Còn người cao tuổi thì sao?")
    assert {each["tier"] for each in last} <= {"suggest", "handover"}
    ((*words,),) = gaps()
    assert "cao tuổi" in " ".join(words)
    assert "đảng phí hằng tháng" in " ".join(words)


def test_one_that_goes_on_from_nothing_asks_for_no_document(everybody_asks: Any, gaps: Any, knowing: Any) -> None:
    knowing("d1", WRITTEN)
    everybody_asks("Còn người cao tuổi thì sao?")
    assert gaps() == []


@pytest.mark.parametrize(
    "question", ["Lương 12 triệu thì đóng đảng phí bao nhiêu?", "Lương 2.500 triệu thì đóng đảng phí bao nhiêu?"]
)
def test_what_is_computed_or_asked_back_for_is_no_gap_whatever_was_thought_of_it(
    everybody_asks: Any, gaps: Any, as_member: Contexts, question: str
) -> None:
    said = everybody_asks(question)
    assert all(each["computed"] for each in said)
    for member, each in zip(MEMBERS, said, strict=True):
        rating = {"question_id": each["id"], "helpful": False, "reason": "other"}
        perform(rate_answer, rating, as_member(member))
    assert gaps() == []


def test_of_several_questions_in_one_only_that_is_told_which_was_asked_in_vain(
    everybody_asks: Any, gaps: Any, knowing: Any
) -> None:
    knowing("d1", WRITTEN)
    (said, *_) = everybody_asks(f"{ANSWERED} Mức trợ cấp mai táng là bao nhiêu?")
    assert [part["tier"] for part in said["parts"]] == ["answer", "handover"]
    assert gaps() == [["mức trợ cấp mai táng"]]


def test_what_is_out_of_scope_is_no_gap_in_the_documents(everybody_asks: Any, gaps: Any) -> None:
    said = everybody_asks("Thời tiết cuối tuần này ở miền núi thế nào?")
    assert {each["reason"] for each in said} == {"out_of_scope"}
    assert gaps() == []


SEVERAL = "Mức trợ cấp mai táng là bao nhiêu? Xe công đưa đón đại biểu đặt ở đâu?"


def test_of_several_questions_asked_in_vain_all_are_told(everybody_asks: Any, gaps: Any) -> None:
    everybody_asks(SEVERAL)
    assert sorted(gaps()) == [["mức trợ cấp mai táng"], ["xe công đưa đón đại biểu đặt"]]


def test_what_more_people_ask_only_later_is_told_then_with_those_who_asked_it_beside_something_else(
    library: Library, as_member: Contexts
) -> None:
    """The first subject is told on the first day; the second has only two askers then, and keeps them."""
    for member, question in (("m1", SEVERAL), ("m2", SEVERAL), ("m3", "Mức trợ cấp mai táng là bao nhiêu?")):
        perform(ask, {"question": question}, as_member(member))
    editor = as_member("e1", grants=EDITOR)

    def told() -> list[tuple[list[str], int]]:
        return sorted((gap["words"], gap["askers"]) for gap in perform(list_gaps, {}, editor)["items"])

    assert gather_gaps(TOMORROW, library) == 1
    assert told() == [(["mức trợ cấp mai táng"], 3)]
    perform(ask, {"question": "Xe công đưa đón đại biểu đặt ở đâu?"}, as_member("m4", now=TOMORROW))
    assert gather_gaps(TOMORROW + timedelta(days=1), library) == 1
    assert told() == [(["mức trợ cấp mai táng"], 3), (["xe công đưa đón đại biểu đặt"], 3)]
    assert gather_gaps(TOMORROW + timedelta(days=2), library) == 0
    assert all(question.gathered for question in AskedQuestion.objects)


def test_what_documents_answer_by_now_is_no_gap_in_them(everybody_asks: Any, gaps: Any, knowing: Any) -> None:
    said = everybody_asks(ANSWERED)
    assert {each["tier"] for each in said} == {"handover"}
    knowing("d1", WRITTEN)
    assert gaps() == []


def test_what_goes_on_from_a_persons_own_affair_is_never_told(everybody_asks: Any, gaps: Any) -> None:
    everybody_asks("Trường hợp của tôi được trợ cấp mai táng bao nhiêu?", "Còn người cao tuổi thì sao?")
    assert gaps() == []
