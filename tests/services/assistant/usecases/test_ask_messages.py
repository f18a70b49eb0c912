"""A message as the assistant understands it: what goes on from the question before, the day asked about, several
questions, small talk, slips."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from services.assistant.store import questions
from services.assistant.store.questions import AskedQuestion
from services.assistant.usecases.ask import ask
from services.assistant.usecases.forget_my_questions import forget_my_questions
from services.assistant.usecases.hand_over import hand_over
from shared.errors import Invalid
from shared.usecase import perform

pytestmark = pytest.mark.slow
Contexts = Callable[..., Any]
QUESTION = "Đảng viên nộp đảng phí hằng tháng cho ai?"
DUES = (
    "1. Đảng viên hưởng lương hưu nộp đảng phí bằng 0,5% lương hưu.",
    "1. Đảng viên là sinh viên nộp đảng phí 5.000 đồng mỗi tháng.",
    "1. Chi bộ sinh hoạt định kỳ vào ngày 03 hằng tháng.",
    "1. Chi ủy họp trước buổi sinh hoạt.",
)
RETIRED = "Đảng viên hưởng lương hưu nộp đảng phí bao nhiêu?"


def asked_in(conversation: str, question: str, who: Any) -> dict[str, Any]:
    reply: dict[str, Any] = perform(ask, {"question": question, "conversation_id": conversation}, who)
    return reply


def quoted(reply: dict[str, Any]) -> list[str]:
    return [citation["quote"] for citation in reply["citations"]]


def test_a_following_question_is_read_with_the_one_before(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1", *DUES)
    assert quoted(asked_in("v1", RETIRED, as_member())) == [DUES[0]]
    assert quoted(asked_in("v1", "còn sinh viên thì sao?", as_member())) == [DUES[1]]


def test_a_conversation_may_be_named_by_the_question_that_began_it(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1", *DUES)
    begun = perform(ask, {"question": RETIRED}, as_member())["id"]
    assert quoted(asked_in(begun, "còn sinh viên thì sao?", as_member())) == [DUES[1]]
    of_another = asked_in(begun, "còn sinh viên thì sao?", as_member("m2"))
    assert of_another["tier"] == "suggest"
    assert of_another["suggestions"][0]["quote"] == DUES[1]


@pytest.mark.parametrize("question", ["Việc đó nộp cho ai?", "còn thì sao?"])
def test_what_goes_on_from_nothing_is_not_guessed_at(
    knowing: Callable[..., None], as_member: Contexts, question: str
) -> None:
    knowing("d1", *DUES)
    assert asked_in("v1", question, as_member())["tier"] != "answer"


def test_nothing_goes_on_from_the_question_of_another_conversation_member_or_time(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1", *DUES)
    follow_up = "còn tháng thì sao?"
    asked_in("v1", RETIRED, as_member())
    with_it = asked_in("v1", follow_up, as_member())["id"]
    alone = [
        asked_in("v2", follow_up, as_member())["id"],
        asked_in("v1", follow_up, as_member("m2"))["id"],
        asked_in("v1", follow_up, as_member(now=as_member().now + timedelta(days=31)))["id"],
        perform(ask, {"question": follow_up}, as_member())["id"],
    ]
    covered = {row.id: row.coverage for row in AskedQuestion.objects}
    assert {covered[each] for each in alone} == {covered[alone[0]]}
    assert covered[with_it] != covered[alone[0]]


def test_a_forgotten_question_is_gone_from_its_conversation(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1", *DUES)
    perform(hand_over, {"question_id": asked_in("v1", RETIRED, as_member())["id"]}, as_member())
    assert questions.of_conversation("m1", "v1", as_member().now, 5) == [RETIRED]
    perform(forget_my_questions, {}, as_member())
    assert questions.of_conversation("m1", "v1", as_member().now, 5) == []


def test_the_question_may_name_the_day_and_the_reply_tells_it(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1", effective_from=date(2026, 1, 1), effective_until=date(2026, 6, 30))
    assert perform(ask, {"question": QUESTION}, as_member())["tier"] == "handover"
    reply = perform(ask, {"question": f"Tháng 5 năm 2026 {QUESTION}"}, as_member(key="k2"))
    assert reply["tier"] == "answer"
    assert reply["as_of"] == "2026-05-31"
    assert reply["answer"].startswith("Trả lời theo quy định có hiệu lực tại ngày 31/05/2026.")


def test_the_day_may_be_chosen_and_then_holds_whatever_the_question_names(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1", effective_from=date(2026, 1, 1), effective_until=date(2026, 6, 30))
    chosen = {"question": f"Năm 2020 {QUESTION}", "as_of": "2026-03-01"}
    reply = perform(ask, chosen, as_member())
    assert (reply["tier"], reply["as_of"]) == ("answer", "2026-03-01")
    today = perform(ask, {"question": QUESTION, "as_of": "2026-11-22"}, as_member(key="k2"))
    assert (today["tier"], today["as_of"]) == ("handover", None)
    with pytest.raises(Invalid):
        perform(ask, {"question": QUESTION, "as_of": "30/2/2026"}, as_member(key="k3"))


def test_several_questions_are_answered_each_by_itself(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1", *DUES)
    message = f"Chào trợ lý. {RETIRED} Còn sinh viên thì sao? Trẻ mấy tháng tiêm phòng sởi? Chi ủy họp khi nào? Cảm ơn!"
    reply = perform(ask, {"question": message}, as_member())
    assert [part["tier"] for part in reply["parts"]] == ["answer", "answer", "handover"]
    assert [quoted(part) for part in reply["parts"]] == [[DUES[0]], [DUES[1]], []]
    assert reply["parts"][1]["question"] == "Còn sinh viên thì sao?"
    assert reply["left"] == ["Chi ủy họp khi nào?"]
    assert "“Chi ủy họp khi nào?”" in reply["answer"]
    assert reply["tier"] == "handover"
    assert quoted(reply) == [DUES[0], DUES[1]]
    assert AskedQuestion.objects.get(pk=reply["id"]).text == message


def test_one_question_has_no_parts(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    reply = perform(ask, {"question": QUESTION}, as_member())
    assert (reply["parts"], reply["left"], reply["as_of"], reply["reason"]) == ([], [], None, None)


def test_a_personal_case_among_several_questions_is_handed_over(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1", *DUES)
    reply = perform(ask, {"question": f"{RETIRED} Trường hợp của tôi nộp đảng phí thế nào?"}, as_member())
    assert (reply["tier"], reply["reason"]) == ("handover", "personal_case")
    assert reply["parts"][0]["tier"] == "answer"


def test_small_talk_is_answered_shortly_and_goes_to_nobody(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1", "1. Chào cờ trước khi họp; cảm ơn người dự.")
    reply = perform(ask, {"question": "Chào trợ lý, cảm ơn nhé"}, as_member())
    assert (reply["tier"], reply["reason"]) == ("talk", "small_talk")
    assert reply["citations"] == reply["suggestions"] == []
    assert "chuyển câu hỏi" not in reply["answer"]


@pytest.mark.parametrize(
    "typed",
    [
        "sihn viên nộp đảng phsi bao nhiêu",
        "sinh vieen nopj ddangr phis bao nhieeu",
        "sinh vie6n no6p5 d9a3ng phi1 bao nhie6u",
        "SV nộp ĐP bn",
    ],
)
def test_slips_raw_typing_and_abbreviations_are_read_as_they_were_meant(
    knowing: Callable[..., None], as_member: Contexts, typed: str
) -> None:
    knowing("d1", *DUES)
    assert quoted(perform(ask, {"question": typed}, as_member())) == [DUES[1]]


def test_a_word_of_a_hidden_document_is_not_told_by_a_correction(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1", "1. Thưởng huân chương kim cương.", audience="ts/x04/")
    knowing("d2", *DUES)
    reply = perform(ask, {"question": "thuowngr kimm cương"}, as_member())
    assert "kim" not in reply["answer"].split()
    assert reply["citations"] == []


def test_what_was_asked_back_is_answered_by_the_next_message_and_no_question_is_lost(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1", *DUES)
    passed = "12 đồng chí tán thành, một số được miễn, nghị quyết có thông qua không"
    assert "bao nhiêu đồng chí được miễn" in asked_in("v1", passed, as_member())["answer"]
    assert "bao nhiêu đảng viên chính thức" in asked_in("v1", "3", as_member())["answer"]
    done = asked_in("v1", "27 đồng chí", as_member())
    assert (done["tier"], done["computed"]["problem"]) == ("answer", None)
    assert "12 đồng chí tán thành là chưa đủ: cần ít nhất 13 trong 24." in done["answer"]
    assert AskedQuestion.objects.count() == 3
    assert quoted(asked_in("v1", RETIRED, as_member())) == [DUES[0]]


def test_an_answer_of_another_conversation_or_member_completes_nothing(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1", *DUES)
    asked_in("v1", "Tính giúp tuổi đảng", as_member())
    assert asked_in("v2", "3/2/1994", as_member())["computed"] is None
    assert asked_in("v1", "3/2/1994", as_member("m2"))["computed"] is None
    assert "32 năm 9 tháng" in asked_in("v1", "3/2/1994", as_member())["answer"]
