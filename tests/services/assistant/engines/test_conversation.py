"""A message taken apart, on a real index of the sample regulations."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.conversation import Answered, Asking, answer_message
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import EVERYBODY, read_folder
from services.assistant.engines.tantivy_retriever import TantivyRetriever

TODAY = date(2026, 11, 22)
POLICY = load_policy()
RETIRED = "Đảng viên hưởng lương hưu nộp đảng phí bao nhiêu?"


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyRetriever]:
    made = TantivyRetriever(tmp_path_factory.mktemp("conversation"))
    made.rebuild(read_folder(Path("deploy/demo/documents")))
    yield made
    made.close()


def answered(retriever: TantivyRetriever, message: str, *before: str, fixed: date | None = None) -> Answered:
    """`before`: the oldest first."""
    asking = Asking([EVERYBODY], TODAY, fixed)
    return answer_message(message, retriever, POLICY, asking, lambda: before[::-1])


def found(reply: Answered) -> str:
    best = reply.reply.ranked[0]
    return f"{best.document.number} {best.clause.anchor}"


def test_a_conversation_goes_back_over_small_talk_to_the_question_that_stood_alone(
    retriever: TantivyRetriever,
) -> None:
    reply = answered(retriever, "còn học sinh?", RETIRED, "còn người 50 năm tuổi đảng thì sao?", "Cảm ơn nhé")
    assert found(reply) == "07-HD/TU dieu-4"
    assert reply.reply.coverage == answered(retriever, "còn học sinh?", RETIRED).reply.coverage


def test_a_question_that_refers_to_what_was_said_is_read_with_all_of_it(retriever: TantivyRetriever) -> None:
    chain = ("Đảng viên quên mật khẩu thì làm gì?", "còn mất điện thoại thì sao?")
    assert found(answered(retriever, "việc đó thì báo ai?", *chain)) == "11-HD/BTCTU dieu-6-khoan-2"


def test_a_question_before_the_one_that_stood_alone_has_no_say(retriever: TantivyRetriever) -> None:
    reply = answered(retriever, "còn dự bị thì sao?", RETIRED, "Đảng viên chính thức có được biểu quyết không?")
    assert found(reply) == "05-QĐ/TU dieu-8-khoan-2"


def test_a_question_that_stands_alone_is_answered_as_without_a_conversation(retriever: TantivyRetriever) -> None:
    question = "Tuổi đảng được tính từ ngày nào?"
    assert answered(retriever, question, RETIRED) == answered(retriever, question)


def test_the_former_question_is_not_looked_up_for_one_that_stands_alone(retriever: TantivyRetriever) -> None:
    def refuse() -> list[str]:
        raise AssertionError("looked up")

    assert answer_message(RETIRED, retriever, POLICY, Asking([EVERYBODY], TODAY), refuse).reply.tier == "answer"


def test_each_question_of_a_message_is_of_the_day_that_it_names(retriever: TantivyRetriever) -> None:
    message = f"{RETIRED} Năm 2025 sinh viên nộp đảng phí bao nhiêu?"
    first, second = (part.reply for part in answered(retriever, message).parts)
    assert (first.tier, first.as_of) == ("answer", TODAY)
    assert (second.tier, second.as_of) != ("answer", TODAY)
    assert second.as_of == date(2025, 12, 31)


def test_the_day_that_was_chosen_holds(retriever: TantivyRetriever) -> None:
    reply = answered(retriever, RETIRED, fixed=date(2026, 2, 1))
    assert reply.reply.tier != "answer"
    assert reply.said.startswith("Trả lời theo quy định có hiệu lực tại ngày 01/02/2026.")


def test_a_message_of_several_takes_the_tier_of_what_most_needs_a_person(retriever: TantivyRetriever) -> None:
    reply = answered(retriever, f"{RETIRED} Trẻ mấy tháng tiêm phòng sởi?")
    assert [part.reply.tier for part in reply.parts] == ["answer", "handover"]
    assert reply.reply.tier == "handover"
    assert reply.said.count("Chưa tìm thấy".lower()) == 1


def test_clauses_of_several_questions_are_ranked_in_turn_and_each_once(retriever: TantivyRetriever) -> None:
    ranked = answered(retriever, f"{RETIRED} Sinh viên nộp đảng phí bao nhiêu?").reply.ranked
    places = [f"{each.document.number} {each.clause.anchor}" for each in ranked]
    assert places[:2] == ["07-HD/TU dieu-3", "07-HD/TU dieu-4"]
    assert len(set(places)) == len(places) == 10


@pytest.mark.parametrize("message", ["?" * 2000, "còn " * 400, "chào " * 300, "; " * 500, "đv " * 600, "\n1. " * 400])
def test_an_odd_message_is_answered_too(retriever: TantivyRetriever, message: str) -> None:
    assert answered(retriever, message, message, message).said


def test_a_question_and_what_goes_on_from_it_in_one_sentence_are_answered_one_by_one(
    retriever: TantivyRetriever,
) -> None:
    reply = answered(retriever, "Đảng viên chính thức có được biểu quyết không, còn đảng viên dự bị thì sao?")
    assert [part.question for part in reply.parts] == [
        "Đảng viên chính thức có được biểu quyết không",
        "còn đảng viên dự bị thì sao?",
    ]
    places = [part.reply.ranked[0].clause.anchor for part in reply.parts]
    assert places == ["dieu-8-khoan-1", "dieu-8-khoan-2"]
