from collections.abc import Callable
from typing import Any

import pytest

from services.assistant.engines.library import Library
from services.assistant.queries.my_data import my_data
from services.assistant.rules.errors import QuestionNotFound, RatingIncomplete
from services.assistant.store.questions import AskedQuestion
from services.assistant.usecases.ask import ask
from services.assistant.usecases.forget_my_questions import forget_my_questions
from services.assistant.usecases.hand_over import hand_over
from services.assistant.usecases.rate_answer import rate_answer
from shared.errors import Invalid
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import perform

pytestmark = pytest.mark.slow
Contexts = Callable[..., Any]
WORDS = "Tôi hỏi mức của sinh viên"
UNHELPFUL = {"helpful": False, "reason": "wrong_clause", "text": WORDS}


@pytest.fixture
def asked(store: None, library: Library, as_member: Contexts) -> str:
    return str(perform(ask, {"question": "Sinh viên nộp đảng phí bao nhiêu?"}, as_member())["id"])


def rate(question_id: str, who: Any, **fields: Any) -> Any:
    return perform(rate_answer, {"question_id": question_id, **fields}, who)


def stored(question_id: str) -> dict[str, Any]:
    (raw,) = database()["questions"].find({"_id": question_id})
    return dict(raw)


def test_why_an_answer_did_not_help_is_kept_with_the_words_encrypted(asked: str, as_member: Contexts) -> None:
    assert rate(asked, as_member(), **UNHELPFUL) == {"helpful": False}
    raw = stored(asked)
    assert (raw["helpful"], raw["unhelpful_because"]) == (False, "wrong_clause")
    assert WORDS.encode() not in bytes(raw["rating_text"])
    assert AskedQuestion.objects.get(pk=asked).rating_text == WORDS


def test_said_again_it_changes_nothing_and_said_otherwise_the_later_word_stands(
    asked: str, as_member: Contexts
) -> None:
    rate(asked, as_member(), **UNHELPFUL)
    rate(asked, as_member(), **UNHELPFUL)
    assert rate(asked, as_member(), helpful=True) == {"helpful": True}
    raw = stored(asked)
    assert raw["helpful"] is True
    assert "unhelpful_because" not in raw
    assert "rating_text" not in raw


def test_nobody_rates_the_question_of_another_or_one_that_was_forgotten(asked: str, as_member: Contexts) -> None:
    with pytest.raises(QuestionNotFound):
        rate(asked, as_member("m2"), helpful=True)
    assert "helpful" not in stored(asked)
    perform(hand_over, {"question_id": asked}, as_member())
    rate(asked, as_member(), **UNHELPFUL)
    perform(forget_my_questions, {}, as_member())
    assert "rating_text" not in stored(asked)
    with pytest.raises(QuestionNotFound):
        rate(asked, as_member(), helpful=True)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"helpful": False},
        {"helpful": True, "reason": "other"},
        {"helpful": False, "reason": "ugly"},
        {"helpful": False, "reason": "other", "text": "a" * 501},
    ],
)
def test_a_rating_that_is_not_whole_is_refused_and_the_one_before_stays(
    asked: str, as_member: Contexts, fields: dict[str, Any]
) -> None:
    rate(asked, as_member(), **UNHELPFUL)
    with pytest.raises(Invalid):
        rate(asked, as_member(), **fields)
    assert AskedQuestion.objects.get(pk=asked).rating_text == WORDS


def test_a_reason_is_asked_for_where_it_stands_in_the_form(asked: str, as_member: Contexts) -> None:
    with pytest.raises(RatingIncomplete) as refused:
        rate(asked, as_member(), helpful=False)
    assert set(refused.value.details) == {"reason"}


def test_words_with_a_mark_of_secrecy_are_not_kept(asked: str, as_member: Contexts) -> None:
    with pytest.raises(SecretMark):
        rate(asked, as_member(), helpful=False, reason="other", text="[MẬT] Theo công văn")
    assert "helpful" not in stored(asked)


def test_what_a_member_wrote_is_in_the_copy_of_the_own_data(asked: str, as_member: Contexts) -> None:
    rate(asked, as_member(), **UNHELPFUL)
    (kept,) = perform(my_data, {}, as_member())["questions"]
    assert kept["rating"] == WORDS
    assert perform(my_data, {}, as_member("m2"))["questions"] == []
