"""A worded answer as the member gets it: after his own answered question, from what he may read, or not at all."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from services.assistant.engines.endpoint import Endpoint
from services.assistant.engines.library import Library, use_library
from services.assistant.engines.wording import ModelWording
from services.assistant.queries.word_answer import LABEL, word_answer
from services.assistant.rules.errors import QuestionNotFound
from services.assistant.usecases.ask import ask
from services.assistant.usecases.bring_index_up_to_date import bring_index_up_to_date
from services.assistant.usecases.forget_my_questions import forget_my_questions
from services.assistant.usecases.on_document_published import on_document_published
from services.assistant.usecases.on_document_withdrawn import on_document_withdrawn
from shared.contracts.content import DocumentWithdrawn
from shared.inbox import react
from shared.store import database
from shared.usecase import perform
from tests.services.assistant.conftest import received
from tests.services.assistant.model_server import ModelServer, model_server

pytestmark = pytest.mark.slow
Contexts = Callable[..., Any]
QUESTION = "Đảng viên nộp đảng phí hằng tháng cho ai?"
CLAUSE = "1. Đảng viên nộp đảng phí hằng tháng cho chi bộ."
EXTRACTIVE = {"state": "extractive", "label": "", "sentences": []}
SECONDS = 0.6


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with model_server() as running:
        running.says = lambda given: {
            "sentences": [
                {
                    "text": "Đảng viên nộp đảng phí hằng tháng cho chi bộ.",
                    "clause_id": given["clauses"][0]["id"],
                    "quote": CLAUSE,
                }
            ]
        }
        yield running


@pytest.fixture
def knowing(store: None, library: Library, model: ModelServer, published: Callable[..., Any]) -> Callable[..., None]:
    """Publish a document and make it searchable, in a process that has a model."""
    use_library(replace(library, wording=ModelWording(Endpoint(model.url, "m", seconds=SECONDS))))

    def know(*arguments: Any, **options: Any) -> None:
        react(on_document_published, published(*arguments, **options))
        bring_index_up_to_date(library.retriever, lambda work, *given: work(*given))

    return know


def asked(who: Any, question: str = QUESTION) -> dict[str, Any]:
    return dict(perform(ask, {"question": question}, who))


def worded(who: Any, question_id: str) -> dict[str, Any]:
    return dict(perform(word_answer, {"question_id": question_id}, who))


def test_an_answered_question_is_worded_with_label_and_citation(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer
) -> None:
    knowing("d1")
    answer = asked(as_member())
    told = worded(as_member(), answer["id"])
    assert (told["state"], told["label"]) == ("worded", LABEL)
    (sentence,) = told["sentences"]
    assert sentence["text"] == "Đảng viên nộp đảng phí hằng tháng cho chi bộ."
    assert sentence["citation"] == answer["citations"][0]
    assert sentence["citation"]["quote"] == CLAUSE


def test_asking_itself_never_waits_for_the_model(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer
) -> None:
    knowing("d1")
    model.wait = 5.0
    started = time.monotonic()
    assert asked(as_member())["tier"] == "answer"
    assert time.monotonic() - started < 1.0
    assert model.asked == []


def test_a_slow_model_leaves_the_clauses_alone_within_two_seconds(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer
) -> None:
    knowing("d1")
    model.wait = 5.0
    question_id = asked(as_member())["id"]
    started = time.monotonic()
    assert worded(as_member(), question_id) == EXTRACTIVE
    assert time.monotonic() - started < 2.0


def test_an_unverifiable_wording_leaves_the_clauses_alone(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer
) -> None:
    knowing("d1")
    model.says = lambda _given: {
        "sentences": [{"text": "Đảng viên nộp đảng phí cho ông An.", "clause_id": "k1", "quote": CLAUSE}]
    }
    assert worded(as_member(), asked(as_member())["id"]) == EXTRACTIVE
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Trường hợp của tôi nộp đảng phí hằng tháng cho ai?",
        "Đồng chí Nguyễn Văn An nộp đảng phí hằng tháng cho ai?",
        "Tôi muốn gặp cán bộ",
        "Thủ tục mua nhà ở xã hội?",
    ],
)
def test_what_a_person_must_answer_is_never_given_to_the_model(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer, question: str
) -> None:
    knowing("d1")
    answer = asked(as_member(), question)
    assert answer["tier"] == "handover"
    assert worded(as_member(), answer["id"]) == EXTRACTIVE
    assert model.asked == []


def test_an_offer_of_the_nearest_clauses_is_not_worded(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer
) -> None:
    others = [f"1. Việc thứ {number} do bí thư phân công." for number in range(20)]
    knowing("d1", "1. Đảng viên được nộp bù vào tháng sau.", *others)
    answer = asked(as_member(), "Đảng viên nộp bù trễ hạn bị phạt thế nào?")
    assert answer["tier"] == "suggest"
    assert worded(as_member(), answer["id"]) == EXTRACTIVE
    assert model.asked == []


def test_without_a_model_the_clauses_stand_alone(
    knowing: Callable[..., None], library: Library, as_member: Contexts
) -> None:
    knowing("d1")
    use_library(library)
    assert worded(as_member(), asked(as_member())["id"]) == EXTRACTIVE


def test_a_question_of_another_or_a_forgotten_one_is_not_found(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer
) -> None:
    knowing("d1")
    question_id = asked(as_member())["id"]
    with pytest.raises(QuestionNotFound):
        worded(as_member("m2"), question_id)
    perform(forget_my_questions, {}, as_member())
    with pytest.raises(QuestionNotFound):
        worded(as_member(), question_id)
    assert model.asked == []


def test_a_document_withdrawn_after_the_answer_is_not_worded(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer
) -> None:
    knowing("d1")
    question_id = asked(as_member())["id"]
    gone = DocumentWithdrawn(document_id="d1", document_version=2, audience="ts/")
    react(on_document_withdrawn, received(gone, "d1", "e-gone"))
    assert worded(as_member(), question_id) == EXTRACTIVE
    assert model.asked == []


def test_a_document_that_went_out_of_the_members_sight_is_not_worded(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer
) -> None:
    knowing("d1")
    question_id = asked(as_member())["id"]
    knowing("d1", version=2, audience="ts/x04/")
    assert worded(as_member(), question_id) == EXTRACTIVE
    assert model.asked == []


def test_the_model_is_told_nothing_of_who_asks(
    knowing: Callable[..., None], as_member: Contexts, model: ModelServer
) -> None:
    knowing("d1")
    question_id = asked(as_member())["id"]
    worded(as_member(), question_id)
    sent = f"{model.asked} {model.headers} {model.paths}"
    for word in ("m1", "ts/x03", question_id, "d1", "07-HD/TU"):
        assert word not in sent


def test_nothing_of_a_wording_is_kept(knowing: Callable[..., None], as_member: Contexts, model: ModelServer) -> None:
    knowing("d1")
    question_id = asked(as_member())["id"]
    before = database()["questions"].find_one({"_id": question_id})
    worded(as_member(), question_id)
    assert database()["questions"].find_one({"_id": question_id}) == before
