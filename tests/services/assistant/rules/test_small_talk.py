import pytest

from services.assistant.engines.policy_file import load_policy
from services.assistant.rules.small_talk import SAID, small_talk
from shared.vietnamese.folding import without_diacritics

POLICY = load_policy()


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Chào", "greeting"),
        ("Xin chào trợ lý ạ", "greeting"),
        ("Chào buổi sáng đồng chí", "greeting"),
        ("Cảm ơn đồng chí nhiều nhé!", "thanks"),
        ("Vâng, tôi hiểu rồi. Cảm ơn.", "thanks"),
        ("Tạm biệt", "farewell"),
        ("Bạn là ai?", "who_are_you"),
        ("Chào trợ lý, trợ lý là người hay máy ạ?", "who_are_you"),
        ("Bạn làm được gì?", "who_are_you"),
    ],
)
def test_small_talk_is_known_with_and_without_diacritics(message: str, kind: str) -> None:
    assert small_talk(message, POLICY) == small_talk(without_diacritics(message), POLICY) == kind


@pytest.mark.parametrize(
    "message",
    [
        "Chào trợ lý, đảng phí nộp cho ai?",
        "Cảm ơn. Cho hỏi thêm về chuyển sinh hoạt",
        "Ai được giới thiệu người vào Đảng?",
        "chào cờ trước khi họp có bắt buộc không",
        "vàng",
        "???",
        "",
    ],
)
def test_a_message_that_says_anything_else_is_no_small_talk(message: str) -> None:
    assert small_talk(message, POLICY) is None


def test_every_kind_has_its_sentence() -> None:
    assert POLICY.small_talk.keys() == SAID.keys()
