from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assistant.engines.policy_file import load_policy
from services.assistant.rules.dates import when
from shared.vietnamese.folding import without_diacritics

FACTS = load_policy().dates_of_facts
TODAY = date(2026, 11, 22)


def day(question: str) -> date | None:
    found = when(question, TODAY, FACTS)
    return found.day if found else None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Năm 2023 chi bộ sinh hoạt mấy lần?", date(2023, 12, 31)),
        ("Trước ngày 1/7/2025 nộp đảng phí bao nhiêu?", date(2025, 6, 30)),
        ("theo quy định cũ năm 2021 thì sao", date(2021, 12, 31)),
        ("Ngày 15-2-2026 mức nộp là bao nhiêu?", date(2026, 2, 15)),
        ("ngày 3 tháng 2 năm 2024 có phải họp không", date(2024, 2, 3)),
        ("Tháng 2 năm 2024 nộp bao nhiêu?", date(2024, 2, 29)),
        ("thang 6/2025 nop bao nhieu", date(2025, 6, 30)),
        ("Đầu năm 2025 họp mấy lần?", date(2025, 1, 1)),
        ("Tính đến 31.12.2025 thì thế nào?", date(2025, 12, 31)),
        ("Năm ngoái nộp bao nhiêu?", date(2025, 12, 31)),
        ("Trước năm 2024 nộp bao nhiêu?", date(2023, 12, 31)),
        ("Từ ngày 1/3/2026 nộp bao nhiêu?", TODAY),
        ("Từ ngày 1/1/2027 nộp bao nhiêu?", date(2027, 1, 1)),
        ("Sau ngày 31/12/2026 nộp bao nhiêu?", date(2027, 1, 1)),
        ("Năm 2026 nộp bao nhiêu?", TODAY),
        ("Năm 2027 nộp bao nhiêu?", date(2027, 1, 1)),
    ],
)
def test_the_day_that_is_asked_about_is_read(question: str, expected: date) -> None:
    assert day(question) == expected
    assert day(without_diacritics(question)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Đảng viên sinh năm 1960 có được miễn không?",
        "Kết nạp ngày 3/2/1985 thì bao nhiêu năm tuổi đảng?",
        "Vào Đảng từ năm 1990 thì được huy hiệu gì?",
        "Quy định 24-QĐ/TW ngày 30/7/2021 nói gì?",
        "Nghị quyết số 18 năm 2021 nói gì?",
        "Đảng viên 50 năm tuổi đảng có được miễn không?",
        "Ngày 31/2/2025 nộp bao nhiêu?",
        "Tháng 13 năm 2025 nộp bao nhiêu?",
        "Năm 9999 nộp bao nhiêu?",
        "Chi bộ họp vào ngày 03 hằng tháng?",
        "",
    ],
)
def test_a_day_of_a_person_or_a_document_and_no_day_at_all_are_not_asked_about(question: str) -> None:
    assert day(question) is None


def test_the_words_of_the_day_are_taken_out_of_the_question() -> None:
    found = when("Trước ngày 1/7/2025 sinh viên nộp bao nhiêu?", TODAY, FACTS)
    assert found is not None
    assert found.rest.split() == ["sinh", "vien", "nop", "bao", "nhieu?"]
    assert found.year == "2025"


@given(st.text(max_size=60))
def test_no_text_is_too_odd_for_a_day(text: str) -> None:
    when(f"ngay 12/{text}/2025 nam {text}", TODAY, FACTS)
