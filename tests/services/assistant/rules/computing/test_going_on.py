"""What was asked back is answered by the next message; what cannot be is said; another question is none of it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.assistant.engines.computing import go_on
from services.assistant.rules.computing import Computed, holds_only_an_input
from shared.vietnamese.folding import without_diacritics
from tests.services.assistant.rules.computing.conftest import TODAY

PASSED = "12 người tán thành thì có thông qua không"
AGE = "Tính giúp tôi tuổi đảng"
DUES = "Tính giúp đảng phí"
WHOLE = "chi bộ 27 đảng viên chính thức, nghị quyết cần bao nhiêu phiếu"


def gone_on(*messages: str, today: date = TODAY) -> Computed | None:
    *earlier, last = messages
    found = go_on(lambda: earlier, last, today)
    return found.computed if found else None


@pytest.mark.parametrize(
    ("asked", "answer", "conclusion"),
    [
        (PASSED, "27", "12 đồng chí tán thành là chưa đủ: cần ít nhất 14 trong 27."),
        (PASSED, "27 đồng chí", "12 đồng chí tán thành là chưa đủ: cần ít nhất 14 trong 27."),
        (PASSED, "hai mươi bảy", "12 đồng chí tán thành là chưa đủ: cần ít nhất 14 trong 27."),
        (PASSED, "Dạ, chi bộ em có 27 đảng viên ạ", "12 đồng chí tán thành là chưa đủ: cần ít nhất 14 trong 27."),
        (PASSED, "23 đảng viên chính thức, 3 đồng chí được miễn", "là đủ: cần ít nhất 11 trong 20."),
        (PASSED, "23, 3 miễn", "là đủ: cần ít nhất 11 trong 20."),
        ("chi bộ hơn 20 đảng viên, nghị quyết cần bao nhiêu phiếu", "24", "Cần ít nhất 13 đồng chí"),
        ("chi bộ 20 đảng viên, một số được miễn, nghị quyết cần bao nhiêu phiếu", "3", "Cần ít nhất 9 đồng chí"),
        ("chi bộ 20 đảng viên, một số được miễn, nghị quyết cần bao nhiêu phiếu", "không có ai", "Cần ít nhất 11"),
        ("việc này quá nửa, 9 người đồng ý đã đủ chưa", "17 người", "là đủ: cần ít nhất 9 trong 17."),
        (AGE, "3/2/1994", "tuổi Đảng là 32 năm 9 tháng."),
        (AGE, "vào Đảng ngày 3/2/1994", "tuổi Đảng là 32 năm 9 tháng."),
        (AGE, "ngày 3 tháng 2 năm 1994 ạ", "tuổi Đảng là 32 năm 9 tháng."),
        (AGE, "vào Đảng năm 1994", "tuổi Đảng là 31 hoặc 32 năm."),
        (AGE, "1994", "tuổi Đảng là 31 hoặc 32 năm."),
        (AGE, "tháng 3/1994", "tuổi Đảng là 32 năm."),
        (AGE, "tôi vào Đảng tháng 3 năm 1994", "tuổi Đảng là 32 năm."),
        ("vào đảng năm 1994 thì bao nhiêu năm tuổi đảng", "03/02/1994", "tuổi Đảng là 32 năm 9 tháng."),
        ("vào đảng năm 1994 thì khi nào được huy hiệu 30 năm", "năm 1994", "từ 01/01/2024 đến 31/12/2024."),
        (DUES, "8 triệu", "Đảng phí mỗi tháng là 80.000 đồng."),
        (DUES, "lương hưu 8,5 triệu", "Đảng phí mỗi tháng là 42.500 đồng."),
        ("8 triệu mỗi tháng thì đảng phí bao nhiêu", "lương hưu", "Đảng phí mỗi tháng là 40.000 đồng."),
        ("chưa đủ 50 năm tuổi đảng, lương hưu 8 triệu, đảng phí bao nhiêu", "52 năm", "được miễn đóng đảng phí"),
        ("làm lễ kết nạp tháng 8/2025 khi nào hết dự bị", "31/8/2025", "Thời gian dự bị 12 tháng tính đến thứ hai"),
        ("quyết định kết nạp ngày 1/8/2025 khi nào hết dự bị", "lễ ngày 31/8/2025", "đến thứ hai, ngày 31/08/2026"),
        ("nghỉ hưu từ tháng 11 năm 2026 thì chuyển sinh hoạt chậm nhất ngày nào", "1/11/2026", "ngày 11/12/2026"),
        ("30 ngày, 20 ngày kể từ 31/1/2026 là ngày nào", "30 ngày", "ngày 02/03/2026"),
    ],
)  # fmt: skip
def test_an_answer_completes_the_computation(asked: str, answer: str, conclusion: str) -> None:
    for first, second in ((asked, answer), (without_diacritics(asked), without_diacritics(answer))):
        found = gone_on(first, second)
        assert found is not None
        assert found.complete
        assert conclusion in found.sentence


def test_raw_typing_is_read_as_meant() -> None:
    found = gone_on("tinhs giups tooi tuooir ddangr", "vaof ddangr ngayf 3/2/1994")
    assert found is not None
    assert "32 năm 9 tháng" in found.sentence


@pytest.mark.parametrize(
    ("asked", "answer", "said"),
    [
        (PASSED, "0", "Chi bộ phải có đảng viên"),
        (PASSED, "10", "Số phiếu (12) nhiều hơn số đảng viên (10)."),
        (PASSED, "9999999", "không hợp lý đối với một chi bộ"),
        (PASSED, "13 đảng viên, 4 đồng chí miễn", "nhiều hơn số đảng viên được tính để biểu quyết (9)"),
        (AGE, "31/02/1994", "Không có ngày 31/02/1994 trong lịch."),
        (AGE, "3/13/1994", "Không có ngày 3/13/1994 trong lịch."),
        (AGE, "3/2/2050", "chưa đến"),
        (AGE, "năm 1920", "không phù hợp để tính tuổi Đảng"),
        (DUES, "5 nghìn", "không hợp lý"),
    ],
)
def test_an_input_that_cannot_be_is_said_to_be_so(asked: str, answer: str, said: str) -> None:
    found = gone_on(asked, answer)
    assert found is not None
    assert found.problem is not None
    assert said in found.sentence


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (PASSED, "27,5"), (PASSED, "-5"), (PASSED, "khoảng 27"), (PASSED, "20-25"), (PASSED, "hai bảy"),
        (AGE, "sinh ngày 3/2/1960"), (AGE, "3/2/94"), (AGE, "ngày 3"), (DUES, "850"), (DUES, "96 triệu một năm"),
        (DUES, "8 triệu hoặc 9 triệu"),
    ],
)  # fmt: skip
def test_an_input_that_cannot_be_read_is_asked_for_again(asked: str, answer: str) -> None:
    found = gone_on(asked, answer)
    assert found is not None
    assert found.asks_for is not None
    assert found.sentence.startswith("Trợ lý chưa đọc được số liệu")


@pytest.mark.parametrize("wrong", ["10", "khoảng 27", "-5"])
def test_after_a_wrong_input_the_right_one_still_counts(wrong: str) -> None:
    found = gone_on(PASSED, wrong, "27")
    assert found is not None
    assert found.complete
    assert "cần ít nhất 14 trong 27" in found.sentence


@pytest.mark.parametrize(
    "message",
    [
        "Đảng viên dự bị có được biểu quyết không?",
        "Thời gian dự bị là bao nhiêu tháng?",
        "27 đồng chí thì có phải lập chi ủy không",
        "Điều 5 quy định về miễn đảng phí",
        "thôi, cho tôi gặp cán bộ",
        "Sinh viên nộp đảng phí bao nhiêu",
        "nộp ở đâu",
    ],
)
@pytest.mark.parametrize("asked", [PASSED, AGE, DUES])
def test_a_question_instead_of_the_input_is_a_question(asked: str, message: str) -> None:
    assert gone_on(asked, message) is None


def test_another_question_between_ends_the_computation() -> None:
    assert gone_on(PASSED, "Đảng viên dự bị có được biểu quyết không?", "27") is None


@pytest.mark.parametrize("earlier", [[], ["27"], ["Đảng phí nộp khi nào?"], [WHOLE]])
def test_a_number_that_nothing_was_asked_for_is_no_input(earlier: list[str]) -> None:
    assert gone_on(*earlier, "3/2/1994") is None


@pytest.mark.parametrize(
    "told", [WHOLE, "Chi bộ tôi có 27 đảng viên chính thức", "Chi bộ có 27 đồng chí", "chi bo em 27 dang vien"]
)
def test_what_an_earlier_message_told_is_used_and_that_is_said(told: str) -> None:
    found = gone_on(told, PASSED)
    assert found is not None
    assert "12 đồng chí tán thành là chưa đủ: cần ít nhất 14 trong 27." in found.sentence
    assert "Số liệu lấy từ câu trước" in found.sentence


def test_the_rule_of_the_vote_before_holds_for_what_goes_on_from_it() -> None:
    found = gone_on("xóa tên đảng viên dự bị, chi bộ 27 đảng viên chính thức cần bao nhiêu phiếu", PASSED)
    assert found is not None
    assert "cần ít nhất 18 trong 27" in found.sentence


def test_another_vote_takes_the_members_but_not_the_rule_of_the_one_before() -> None:
    found = gone_on(
        "xóa tên đảng viên dự bị, chi bộ 27 đảng viên chính thức cần bao nhiêu phiếu",
        "12 người tán thành thì nghị quyết có thông qua không",
    )
    assert found is not None
    assert "cần ít nhất 14 trong 27" in found.sentence


@pytest.mark.parametrize(
    ("follows", "conclusion"),
    [
        ("còn 14 người tán thành thì sao", "14 đồng chí tán thành là đủ"),
        ("nếu 3 đồng chí miễn sinh hoạt thì sao?", "Cần ít nhất 13 đồng chí tán thành trong 24"),
    ],
)
def test_another_number_of_the_same_vote_is_computed_anew(follows: str, conclusion: str) -> None:
    found = gone_on(WHOLE, follows)
    assert found is not None
    assert conclusion in found.sentence


@pytest.mark.parametrize(
    "earlier",
    [
        "Chi bộ có từ 9 đảng viên chính thức trở lên thì bầu những gì?",
        "Nơi có từ 3 đảng viên chính thức thì được lập chi bộ phải không?",
        "27",
        "50 năm tuổi đảng",
    ],
)
def test_a_number_that_was_not_told_of_the_cell_is_not_taken_for_it(earlier: str) -> None:
    assert gone_on(earlier, PASSED) is None


def test_nothing_earlier_is_looked_up_for_a_question_that_needs_none() -> None:
    def never() -> list[str]:
        raise AssertionError

    for question in ("Đảng viên dự bị có được biểu quyết không?", WHOLE, "Mức nộp đảng phí là bao nhiêu?", ""):
        assert go_on(never, question, TODAY) is None


@pytest.mark.parametrize(
    ("message", "only"),
    [("27 đồng chí", True), ("3/2/1994", True), ("8 triệu", True), ("còn dự bị thì sao?", False), ("đảng phí", False)],
)
def test_a_message_that_holds_only_an_input_is_known_as_such(message: str, only: bool) -> None:
    assert holds_only_an_input(message, TODAY) is only


WORDS = [
    "27", "3", "đồng chí", "đảng viên", "vào Đảng", "năm", "1994", "3/2/1994", "31/02/2020", "8 triệu", "lương hưu",
    "miễn", "hai mươi bảy", "khoảng", ",", "-", "thì sao", "không", "tán thành", "99999999999", "50 năm tuổi đảng",
    "30 ngày", "½",
]  # fmt: skip
ANSWERS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)


@settings(max_examples=300)
@given(st.sampled_from([PASSED, AGE, DUES, WHOLE, "30 ngày, 20 ngày kể từ 31/1/2026 là ngày nào"]), ANSWERS, ANSWERS)
def test_no_conversation_raises_and_each_step_is_whole(asked: str, first: str, second: str) -> None:
    for messages in ((asked, first), (asked, first, second)):
        found = gone_on(*messages)
        if found is not None:
            assert found.sentence
            assert bool(found.steps) is found.complete


@given(st.text(max_size=80))
def test_no_answer_raises(text: str) -> None:
    for asked in (PASSED, AGE, DUES):
        gone_on(asked, text)
