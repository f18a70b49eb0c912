from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.assistant.engines.library import Library, use_library
from services.assistant.queries.handed_over_question import handed_over_question
from services.assistant.queries.my_questions import my_questions
from services.assistant.queries.trail_about_me import trail_about_me
from services.assistant.rules.errors import LibraryClosed, QuestionNotFound
from services.assistant.store.questions import AskedQuestion
from services.assistant.usecases.ask import ask
from services.assistant.usecases.forget_my_questions import forget_my_questions
from services.assistant.usecases.hand_over import hand_over
from shared.contracts.assistant import QuestionForgotten, QuestionHandedOver
from shared.errors import Forbidden, Invalid, Unauthenticated
from shared.security import Grant, audit
from shared.security.refusing import SecretMark
from shared.store import database, ensure_indexes
from shared.usecase import context, perform

pytestmark = pytest.mark.slow
Contexts = Callable[..., Any]
QUESTION = "Đảng viên nộp đảng phí hằng tháng cho ai?"
OFFICER = (Grant("committee_officer", "ts/x03/"),)


def test_the_clause_is_quoted_with_its_citation(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    reply = perform(ask, {"question": "dang vien nop dang phi hang thang cho ai"}, as_member())
    assert reply["tier"] == "answer"
    (citation,) = reply["citations"]
    assert citation["document_id"] == "d1"
    assert citation["anchor"] == "dieu-1-khoan-1"
    assert citation["number"] == "07-HD/TU"
    assert citation["quote"] == "1. Đảng viên nộp đảng phí hằng tháng cho chi bộ."
    assert citation["quote"] in reply["answer"]


def test_what_a_rule_defines_is_computed_from_the_stated_inputs(
    store: None, library: Library, as_member: Contexts
) -> None:
    reply = perform(ask, {"question": "luong 12 trieu thi dong dang phi bao nhieu"}, as_member())
    assert reply["tier"] == "answer"
    assert reply["answer"] == reply["computed"]["sentence"]
    assert reply["computed"]["kind"] == "dues"
    assert reply["computed"]["steps"] == ["1% của 12.000.000 đồng = 120.000 đồng mỗi tháng"]
    assert reply["computed"]["source"]["number"] == "01-QĐ/TW"
    assert perform(ask, {"question": QUESTION}, as_member(key="k2"))["computed"] is None


def test_nobody_is_answered_from_a_document_for_others(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1", audience="ts/x04/")
    reply = perform(ask, {"question": QUESTION}, as_member())
    assert reply["tier"] == "handover"
    assert reply["citations"] == reply["suggestions"] == []
    assert perform(ask, {"question": QUESTION}, as_member(cell="ts/x04/c0401/"))["tier"] == "answer"


def test_a_document_not_yet_in_force_is_not_quoted(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1", effective_from=date(2026, 11, 23))
    assert perform(ask, {"question": QUESTION}, as_member())["tier"] == "handover"


def test_a_document_told_again_because_another_replaced_it_is_quoted_no_more(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1")
    assert perform(ask, {"question": QUESTION}, as_member())["tier"] == "answer"
    knowing("d1", version=2, effective_until=date(2026, 11, 21))
    assert perform(ask, {"question": QUESTION}, as_member(key="k2"))["tier"] == "handover"


def test_a_question_half_covered_is_answered_with_the_nearest_clauses(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    others = [f"1. Việc thứ {number} do bí thư phân công." for number in range(20)]
    knowing("d1", "1. Đảng viên được nộp bù vào tháng sau.", *others)
    reply = perform(ask, {"question": "Đảng viên nộp bù trễ hạn bị phạt thế nào?"}, as_member())
    assert reply["tier"] == "suggest"
    assert reply["citations"] == []
    assert len(reply["suggestions"]) == 3
    assert reply["suggestions"][0]["quote"] == "1. Đảng viên được nộp bù vào tháng sau."


def test_a_personal_case_is_handed_over_though_a_clause_fits(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    reply = perform(ask, {"question": "Trường hợp của tôi nộp đảng phí hằng tháng cho ai?"}, as_member())
    assert reply["tier"] == "handover"
    assert "việc riêng" in reply["answer"]


def test_the_text_of_a_question_lies_encrypted_in_the_store(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    reply = perform(ask, {"question": QUESTION}, as_member())
    (raw,) = database()["questions"].find({"_id": reply["id"]})
    assert "đảng phí" not in str(raw)
    assert QUESTION.encode() not in bytes(raw["text"])
    assert AskedQuestion.objects.get(pk=reply["id"]).text == QUESTION


def test_the_store_deletes_a_question_by_itself_when_its_time_is_over(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1")
    who = as_member()
    reply = perform(ask, {"question": QUESTION}, who)
    assert (AskedQuestion.objects.get(pk=reply["id"]).expires_at - who.now).days == 30
    ensure_indexes([AskedQuestion])
    indexes = database()["questions"].index_information()
    assert indexes["questions_expiry"]["expireAfterSeconds"] == 0


def test_a_repeated_command_asks_once(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    first = perform(ask, {"question": QUESTION}, as_member(key="m1/ask/k1"))
    second = perform(ask, {"question": QUESTION}, as_member(key="m1/ask/k1"))
    assert first == second
    assert AskedQuestion.objects.count() == 1


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"question": ""},
        {"question": "a" * 100_000},
        {"question": "có \x00 ký tự lạ"},
        {"question": 7},
        {"question": QUESTION, "audience": "ts/"},
    ],
)
def test_bad_input_is_refused_and_nothing_is_stored(
    store: None, library: Library, as_member: Contexts, payload: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        perform(ask, payload, as_member())
    assert AskedQuestion.objects.count() == 0


def test_nobody_without_a_name_is_answered(store: None, library: Library) -> None:
    with pytest.raises(Unauthenticated):
        perform(ask, {"question": QUESTION}, context(None))


def test_before_the_library_is_open_the_member_is_asked_to_wait(store: None, as_member: Contexts) -> None:
    use_library(None)
    with pytest.raises(LibraryClosed):
        perform(ask, {"question": QUESTION}, as_member())


def test_handing_over_tells_who_and_where_but_not_what(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    asked = perform(ask, {"question": "Trường hợp của tôi thì thế nào?"}, as_member())["id"]
    assert perform(hand_over, {"question_id": asked}, as_member()) == {"handed_over": True}
    (event,) = AskedQuestion.objects.get(pk=asked).outbox
    assert QuestionHandedOver.TYPE in str(event)
    assert "personal_case" in str(event)
    assert "ts/x03/c0312/" in str(event)
    assert "Trường hợp" not in str(event)


def test_what_is_out_of_scope_is_handed_over_where_the_member_wants_it(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1")
    asked = perform(ask, {"question": "Thời tiết cuối tuần thế nào?"}, as_member())
    assert (asked["tier"], asked["reason"]) == ("handover", "out_of_scope")
    assert perform(hand_over, {"question_id": asked["id"]}, as_member()) == {"handed_over": True}
    assert "asked_by_member" in str(AskedQuestion.objects.get(pk=asked["id"]).outbox)


def test_handing_over_twice_tells_once(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    asked = perform(ask, {"question": QUESTION}, as_member())["id"]
    perform(hand_over, {"question_id": asked}, as_member())
    perform(hand_over, {"question_id": asked}, as_member())
    stored = AskedQuestion.objects.get(pk=asked)
    assert len(stored.outbox) == 1
    assert "asked_by_member" in str(stored.outbox)
    assert (stored.expires_at - as_member().now).days == 180


def test_a_question_of_another_cannot_be_handed_over(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    asked = perform(ask, {"question": QUESTION}, as_member())["id"]
    with pytest.raises(QuestionNotFound):
        perform(hand_over, {"question_id": asked}, as_member("m2"))


def test_the_officer_above_reads_a_handed_over_question_and_leaves_a_trace(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1")
    asked = perform(ask, {"question": QUESTION}, as_member())["id"]
    perform(hand_over, {"question_id": asked}, as_member())
    officer = as_member("o1", cell="ts/x03/c0301/", grants=OFFICER)
    shown = perform(handed_over_question, {"question_id": asked}, officer)
    assert shown["text"] == QUESTION
    assert shown["member_id"] == "m1"
    (entry,) = list(audit.export())[:1]
    assert "o1" in str(entry)
    assert asked in str(entry)
    assert QUESTION not in str(entry)
    (told,) = perform(trail_about_me, {}, as_member())["items"]
    assert (told["reader_id"], told["action"]) == ("o1", "assistant.handed_over_question_read")
    assert perform(trail_about_me, {}, as_member("m2"))["items"] == []


def test_the_officer_of_another_commune_reads_nothing(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    asked = perform(ask, {"question": QUESTION}, as_member())["id"]
    perform(hand_over, {"question_id": asked}, as_member())
    stranger = as_member("o2", cell="ts/x04/c0401/", grants=(Grant("committee_officer", "ts/x04/"),))
    secretary = as_member("s1", grants=(Grant("cell_secretary", "ts/x03/c0312/"),))
    for person in (stranger, secretary):
        with pytest.raises(Forbidden):
            perform(handed_over_question, {"question_id": asked}, person)


def test_a_question_kept_between_member_and_machine_is_not_shown_to_the_officer(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    knowing("d1")
    asked = perform(ask, {"question": QUESTION}, as_member())["id"]
    with pytest.raises(QuestionNotFound):
        perform(handed_over_question, {"question_id": asked}, as_member("o1", grants=OFFICER))


def test_a_member_forgets_his_questions_and_only_his(knowing: Callable[..., None], as_member: Contexts) -> None:
    knowing("d1")
    waiting = perform(ask, {"question": QUESTION}, as_member())["id"]
    perform(hand_over, {"question_id": waiting}, as_member())
    perform(ask, {"question": QUESTION}, as_member())
    others = perform(ask, {"question": QUESTION}, as_member("m2"))["id"]
    assert perform(forget_my_questions, {}, as_member()) == {"forgotten": 2}
    with pytest.raises(QuestionNotFound):
        perform(handed_over_question, {"question_id": waiting}, as_member("o1", grants=OFFICER))
    left = {row["_id"]: row for row in database()["questions"].find()}
    assert left.keys() == {waiting, others}
    assert "text" not in left[waiting]
    assert "reply" not in left[waiting]
    assert [event["type"] for event in left[waiting]["outbox"]] == [QuestionHandedOver.TYPE, QuestionForgotten.TYPE]
    assert AskedQuestion.objects.get(pk=others).text == QUESTION


def test_a_member_sees_his_own_handed_over_questions_in_his_words(
    knowing: Callable[..., None], as_member: Contexts
) -> None:
    first = perform(ask, {"question": "Tôi muốn gặp cán bộ"}, as_member())
    perform(hand_over, {"question_id": first["id"]}, as_member())
    perform(ask, {"question": QUESTION}, as_member())  # kept between member and machine
    perform(hand_over, {"question_id": perform(ask, {"question": "Hỏi riêng"}, as_member("m2"))["id"]}, as_member("m2"))
    assert [item["text"] for item in perform(my_questions, {}, as_member())["items"]] == ["Tôi muốn gặp cán bộ"]
    perform(forget_my_questions, {}, as_member())
    assert perform(my_questions, {}, as_member())["items"] == []


def test_a_question_with_a_mark_of_secrecy_is_not_stored(knowing: Callable[..., None], as_member: Contexts) -> None:
    with pytest.raises(SecretMark):
        perform(ask, {"question": "[MẬT] Kế hoạch này áp dụng thế nào?"}, as_member())
    assert AskedQuestion.objects.count() == 0
