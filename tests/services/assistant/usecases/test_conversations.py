from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.assistant.engines.library import Library, use_library
from services.assistant.queries.example_questions import example_questions
from services.assistant.queries.hand_over_topics import hand_over_topics
from services.assistant.queries.handed_over_question import handed_over_question
from services.assistant.queries.my_conversations import my_conversation, my_conversations, my_turn
from services.assistant.queries.my_data import my_data
from services.assistant.rules.errors import ConversationNotFound, QuestionNotFound, UnknownTopic
from services.assistant.rules.topics import Topic
from services.assistant.store.questions import AskedQuestion
from services.assistant.usecases.ask import ask
from services.assistant.usecases.forget_my_questions import forget_conversation
from services.assistant.usecases.hand_over import hand_over
from shared.contracts.assistant import QuestionForgotten
from shared.errors import Forbidden
from shared.security import Grant
from shared.store import database
from shared.usecase import perform
from tests.services.assistant.conftest import NOW

pytestmark = pytest.mark.slow
Contexts = Callable[..., Any]
Knowing = Callable[..., None]
QUESTION = "Đảng viên nộp đảng phí hằng tháng cho ai?"


def asked_by(member: Contexts, *questions: str, minutes: int = 0) -> list[dict[str, Any]]:
    """One conversation."""
    replies: list[dict[str, Any]] = []
    for number, question in enumerate(questions):
        payload = {"question": question} | ({"conversation_id": replies[0]["conversation_id"]} if replies else {})
        replies.append(perform(ask, payload, member(now=NOW + timedelta(minutes=minutes + number))))
    return replies


def test_a_conversation_is_read_again_as_it_was_answered(knowing: Knowing, as_member: Contexts) -> None:
    knowing("d1")
    first, second = asked_by(as_member, QUESTION, "Tôi muốn gặp cán bộ")
    assert first["conversation_id"] == second["conversation_id"] == first["id"]
    read = perform(my_conversation, {"conversation_id": first["id"]}, as_member())
    assert [turn["text"] for turn in read["turns"]] == [QUESTION, "Tôi muốn gặp cán bộ"]
    assert [turn["answer"] for turn in read["turns"]] == [first, second]
    assert read["turns"][0]["topic"] == "dues"
    assert {"code": "other", "name": "Việc khác"} in read["topics"]
    assert perform(my_turn, {"question_id": second["id"]}, as_member()) == read["turns"][1]


def test_a_reply_lies_encrypted_in_the_store(knowing: Knowing, as_member: Contexts) -> None:
    knowing("d1")
    (reply,) = asked_by(as_member, QUESTION)
    raw = database()["questions"].find_one({"_id": reply["id"]})
    assert raw is not None
    assert "chi bộ".encode() not in bytes(raw["reply"])


def test_nobody_reads_or_deletes_a_conversation_of_another(knowing: Knowing, as_member: Contexts) -> None:
    (reply,) = asked_by(as_member, QUESTION)
    other = as_member("m2")
    for query in (my_conversation, forget_conversation):
        if query is my_conversation:
            with pytest.raises(ConversationNotFound):
                perform(query, {"conversation_id": reply["id"]}, other)
        else:
            assert perform(query, {"conversation_id": reply["id"]}, other) == {"forgotten": 0}
    with pytest.raises(QuestionNotFound):
        perform(my_turn, {"question_id": reply["id"]}, other)
    # Who names another's conversation begins one of his own under that name.
    perform(ask, {"question": "Hỏi thêm", "conversation_id": reply["id"]}, other)
    assert len(perform(my_conversation, {"conversation_id": reply["id"]}, as_member())["turns"]) == 1
    assert [turn["text"] for turn in perform(my_conversation, {"conversation_id": reply["id"]}, other)["turns"]] == [
        "Hỏi thêm"
    ]


def test_former_conversations_are_listed_the_last_one_first(knowing: Knowing, as_member: Contexts) -> None:
    older = asked_by(as_member, "Câu hỏi một", "Câu hỏi hai")
    newer = asked_by(as_member, "Câu hỏi ba", minutes=10)
    perform(hand_over, {"question_id": newer[0]["id"]}, as_member())
    items = perform(my_conversations, {}, as_member())["items"]
    assert [item["id"] for item in items] == [newer[0]["id"], older[0]["id"]]
    assert [question["text"] for question in items[1]["questions"]] == ["Câu hỏi một", "Câu hỏi hai"]
    assert items[0]["questions"][0]["handed_over_at"] is not None
    assert perform(my_conversations, {}, as_member("m2")) == {"items": []}


def test_one_conversation_is_deleted_at_once_and_who_knows_of_it_is_told(knowing: Knowing, as_member: Contexts) -> None:
    going = asked_by(as_member, "Câu hỏi một", "Câu hỏi hai")
    (staying,) = asked_by(as_member, "Câu hỏi ba")
    perform(hand_over, {"question_id": going[1]["id"]}, as_member())
    command = {"conversation_id": going[0]["id"]}
    assert perform(forget_conversation, command, as_member()) == {"forgotten": 2}
    with pytest.raises(ConversationNotFound):
        perform(my_conversation, command, as_member())
    assert [item["id"] for item in perform(my_conversations, {}, as_member())["items"]] == [staying["id"]]
    assert AskedQuestion.objects(pk=going[0]["id"]).first() is None
    emptied = database()["questions"].find_one({"_id": going[1]["id"]})
    assert emptied is not None
    assert not {"text", "reply"} & emptied.keys()
    assert emptied["outbox"][-1]["type"] == QuestionForgotten.TYPE
    assert perform(forget_conversation, command, as_member()) == {"forgotten": 0}


def test_a_question_goes_to_the_committee_of_its_topic_and_only_there(
    knowing: Knowing, as_member: Contexts, library: Library
) -> None:
    help_desk = Topic(code="app_help", name="Cách dùng", committee="province", phrases=("dang nhap",))
    use_library(replace(library, topics=(help_desk, *(each for each in library.topics if each.code != "app_help"))))
    near, far = asked_by(as_member, "Tôi nộp thiếu đảng phí", "Tôi quên mật khẩu đăng nhập")
    for reply in (near, far):
        perform(hand_over, {"question_id": reply["id"]}, as_member())
    stored = {row.id: (row.topic, row.committee_path) for row in AskedQuestion.objects}
    assert stored == {near["id"]: ("dues", "ts/x03/"), far["id"]: ("app_help", "ts/")}
    assert b'"topic":"dues","committee_path":"ts/x03/"' in AskedQuestion.objects.get(pk=near["id"]).outbox[0]["body"]
    commune = as_member("o1", grants=(Grant("committee_officer", "ts/x03/"),))
    province = as_member("o2", cell="ts/c1/", grants=(Grant("committee_officer", "ts/"),))
    assert perform(handed_over_question, {"question_id": near["id"]}, commune)["topic"] == "dues"
    with pytest.raises(Forbidden):
        perform(handed_over_question, {"question_id": far["id"]}, commune)
    for reply in (near, far):
        perform(handed_over_question, {"question_id": reply["id"]}, province)


def test_the_member_chooses_the_topic_and_only_one_that_there_is(knowing: Knowing, as_member: Contexts) -> None:
    (reply,) = asked_by(as_member, "Tôi nộp thiếu đảng phí")
    with pytest.raises(UnknownTopic):
        perform(hand_over, {"question_id": reply["id"], "topic": "secret"}, as_member())
    assert AskedQuestion.objects.get(pk=reply["id"]).handed_over_at is None
    perform(hand_over, {"question_id": reply["id"], "topic": "inspection"}, as_member())
    assert AskedQuestion.objects.get(pk=reply["id"]).topic == "inspection"
    assert "inspection" in [item["code"] for item in perform(hand_over_topics, {}, as_member())["items"]]


def test_my_data_holds_my_conversations_with_their_answers(knowing: Knowing, as_member: Contexts) -> None:
    knowing("d1")
    (reply,) = asked_by(as_member, QUESTION)
    (kept,) = perform(my_data, {}, as_member())["questions"]
    assert (kept["text"], kept["answer"], kept["conversation_id"]) == (QUESTION, reply["answer"], reply["id"])
    assert perform(my_data, {}, as_member("m2")) == {"questions": []}


def test_examples_are_questions_that_this_member_is_answered(
    knowing: Knowing, as_member: Contexts, library: Library
) -> None:
    knowing("d1", "1. Đảng viên nộp đảng phí hằng tháng cho chi bộ.")
    knowing("d2", "1. Việc riêng của nơi khác.", audience="ts/x04/")
    knowing("d3", "1. Chưa có hiệu lực.", effective_from=date(2027, 1, 1))
    knowing("d4", "1. Hết hiệu lực.", effective_until=date(2026, 11, 1))
    (example,) = perform(example_questions, {}, as_member())["items"]
    assert example == "Nộp đảng phí: quy định như thế nào?"
    reply = perform(ask, {"question": example}, as_member())
    assert (reply["tier"], reply["citations"][0]["document_id"]) == ("answer", "d1")
    assert perform(example_questions, {}, as_member(cell="zz/x01/c1/")) == {"items": []}
