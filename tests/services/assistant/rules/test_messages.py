import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assistant.engines.policy_file import load_policy
from services.assistant.rules.messages import questions_in
from shared.vietnamese.folding import without_diacritics

POLICY = load_policy()
PIECES = [
    "Đảng phí nộp cho ai? ",
    "Cảm ơn. ",
    "Tôi là đảng viên dự bị. ",
    "1. ",
    "\n",
    "; ",
    "ngoài ra ",
    "đúng không? ",
    "dự bị có được dự không, ",
    "còn học sinh thì sao ",
]


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        (
            "Sinh viên nộp bao nhiêu? Họp mấy lần?",
            ["Sinh viên nộp bao nhiêu?", "Họp mấy lần?"],
        ),
        (
            "1. Sinh viên nộp bao nhiêu\n2. Chi bộ họp mấy lần",
            ["Sinh viên nộp bao nhiêu", "Chi bộ họp mấy lần"],
        ),
        (
            "Sinh viên nộp bao nhiêu, ngoài ra chi bộ họp mấy lần",
            ["Sinh viên nộp bao nhiêu,", "ngoài ra chi bộ họp mấy lần"],
        ),
        ("sinh vien nop bao nhieu; chi bo hop may lan", ["sinh vien nop bao nhieu;", "chi bo hop may lan"]),
        ("Đảng phí nộp cho ai? Còn thai sản?", ["Đảng phí nộp cho ai?", "Còn thai sản?"]),
        (
            "Đảng viên chính thức có quyền biểu quyết không, còn đảng viên dự bị thì sao?",
            ["Đảng viên chính thức có quyền biểu quyết không", "còn đảng viên dự bị thì sao?"],
        ),
        (
            "Sinh viên nộp bao nhiêu đảng phí, còn người nghỉ hưu, thế còn học sinh?",
            ["Sinh viên nộp bao nhiêu đảng phí", "còn người nghỉ hưu", "thế còn học sinh?"],
        ),
        (
            "chuyen di thi nop ho so cho ai, the con chuyen den thi bao lau",
            ["chuyen di thi nop ho so cho ai", "the con chuyen den thi bao lau"],
        ),
        ("Thẻ do ai cấp. Còn giấy mời thì sao?", ["Thẻ do ai cấp", "Còn giấy mời thì sao?"]),
        ("Báo cáo gửi khi nào – còn biên bản?", ["Báo cáo gửi khi nào", "còn biên bản?"]),
    ],
)
def test_several_questions_are_taken_apart(message: str, questions: list[str]) -> None:
    assert questions_in(message, POLICY) == questions


@pytest.mark.parametrize(
    "message",
    [
        "Tôi là đảng viên dự bị. Tôi có được biểu quyết không?",
        "Đảng viên dự bị không được biểu quyết, đúng không?",
        "Dự bị không được biểu quyết? Có phải không?",
        "Theo 18-NQ/TU thì chi bộ họp mấy lần?",
        "Mức nộp 0,5% hay 1%?",
        "Đảng viên chính thức được biểu quyết, còn đảng viên dự bị thì sao?",
        "Chi bộ có 9 đảng viên chính thức, còn lại là dự bị thì bầu thế nào?",
        "Hết hạn không nộp, còn lại bao nhiêu thì truy thu?",
        "Đảng viên không còn sinh hoạt thì sao?",
        "Hồ sơ thiếu giấy, còn thời hạn bổ sung thì có được nộp tiếp không?",
        "Đảng viên nào không nộp, còn nợ quá ba tháng thì bị xóa tên không?",
        "Ai không nộp, còn nợ quá ba tháng thì sao?",
    ],
)
def test_what_belongs_together_stays_together(message: str) -> None:
    assert len(questions_in(message, POLICY)) == 1


def test_small_talk_around_a_question_is_left_out() -> None:
    message = "Chào trợ lý? Đảng phí nộp cho ai? Cảm ơn."
    assert questions_in(message, POLICY) == ["Đảng phí nộp cho ai?"]


@pytest.mark.parametrize("after", ["</b>", "<img src=x onerror=alert(1)>", "\n</div>"])
def test_markup_that_was_copied_along_is_no_question(after: str) -> None:
    assert questions_in(f"Đảng phí nộp cho ai?{after}", POLICY) == ["Đảng phí nộp cho ai?"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
def test_a_message_is_cut_alike_without_diacritics(message: str) -> None:
    assert [without_diacritics(each) for each in questions_in(message, POLICY)] == questions_in(
        without_diacritics(message), POLICY
    )


@given(st.text(max_size=80))
def test_there_is_always_a_question(message: str) -> None:
    assert questions_in(message, POLICY)
