import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assistant.rules.answer import LONGEST_QUOTE, cite, place_of, quote, worded
from services.assistant.rules.knowledge import Found, KnownClause, KnownDocument

DOCUMENT = KnownDocument(
    document_id="d1",
    version=1,
    audience="ts/",
    number="07-HD/TU",
    title="Hướng dẫn thu, nộp đảng phí",
    kind="Hướng dẫn",
    issuer="Tỉnh ủy Trường Sơn",
)
CLAUSE = KnownClause(anchor="dieu-2-khoan-1", heading="Điều 2. Mức nộp", text="1. Mức nộp bằng 1% tiền lương.")


def test_the_answer_names_the_place_and_quotes_it_word_for_word() -> None:
    citation = cite(Found(DOCUMENT, CLAUSE, 1.0))
    assert worded(citation) == (
        "Theo khoản 1 Điều 2, Hướng dẫn thu, nộp đảng phí số 07-HD/TU của Tỉnh ủy Trường Sơn:\n"
        "“1. Mức nộp bằng 1% tiền lương.”"
    )
    assert (citation.document_id, citation.anchor) == ("d1", "dieu-2-khoan-1")


@given(st.text(max_size=4000))
def test_a_quotation_is_always_part_of_the_clause_and_never_too_long(text: str) -> None:
    quoted = quote(text)
    assert quoted in text
    assert len(quoted) <= LONGEST_QUOTE


def test_a_long_clause_is_cut_at_the_end_of_a_sentence() -> None:
    assert quote("Đảng viên dự họp đầy đủ. " * 100).endswith("đầy đủ.")


@pytest.mark.parametrize(
    ("anchor", "heading", "text", "place"),
    [
        ("dieu-5-khoan-2-diem-a", "Điều 5. Miễn nộp", "a) Người già", "điểm a khoản 2 Điều 5"),
        ("c17", "Điều 5. Miễn nộp", "2. Người già", "khoản 2 Điều 5"),
        ("c18", "Điều 5. Miễn nộp", "b) Người già", "điểm b Điều 5"),
        ("dieu-3", "Điều 3. Mức nộp", "Đảng viên hưởng lương hưu", "Điều 3"),
        ("doan-1", "Lời nói đầu", "Đảng viên", "Lời nói đầu"),
    ],
)
def test_the_place_is_named_as_people_name_it(anchor: str, heading: str, text: str, place: str) -> None:
    assert place_of(anchor, heading, text) == place
