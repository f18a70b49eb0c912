from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assistant.rules.answer import LONGEST_QUOTE, SHORTENED, cite, place_of, quote, worded
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


def test_a_clause_that_goes_on_behind_the_quotation_says_so_and_a_list_has_room() -> None:
    long = "1. Mức nộp bằng 1% tiền lương. " * 40
    told = cite(Found(DOCUMENT, msgspec.structs.replace(CLAUSE, text=long), 1.0))
    assert (told.shortened, len(told.quote) <= LONGEST_QUOTE) == (True, True)
    assert worded(told).endswith(SHORTENED)
    listed = msgspec.structs.replace(CLAUSE, text="1. Đảng viên có nhiệm vụ:", introduces=long)
    told = cite(Found(DOCUMENT, listed, 1.0))
    assert (told.shortened, told.quote) == (False, listed.whole.strip())


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
        ("muc-ii-khoan-1", "II. NHIỆM VỤ", "1. Làm tốt", "khoản 1 mục II"),
        ("phu-luc-i-dieu-1-khoan-2", "Điều 1. Cách ghi", "2. Ghi rõ", "khoản 2 Điều 1 Phụ lục I"),
        ("phu-luc-khoan-3", "Phụ lục", "3. Ký tên", "khoản 3 Phụ lục"),
    ],
)
def test_the_place_is_named_as_people_name_it(anchor: str, heading: str, text: str, place: str) -> None:
    assert place_of(anchor, heading, text) == place


def test_parts_are_numbered_anew_in_every_phan_and_the_place_says_in_which() -> None:
    chapters = ("Phần thứ hai. NHIỆM VỤ", "Chương I")
    assert place_of("muc-i-khoan-1", "I. MỤC TIÊU", "1. Đến năm 2030", chapters) == "khoản 1 mục I Phần thứ hai"


def test_the_citation_carries_the_path_from_the_chapter_down_to_the_clause() -> None:
    clause = msgspec.structs.replace(CLAUSE, chapters=("Chương I. QUY ĐỊNH CHUNG",))
    citation = cite(Found(DOCUMENT, clause, 1.0))
    assert citation.path == ["Chương I. QUY ĐỊNH CHUNG", "Điều 2. Mức nộp", "khoản 1"]


def test_an_answer_that_was_released_is_cited_as_the_committees_and_with_its_day() -> None:
    document = msgspec.structs.replace(DOCUMENT, source="answer", issued_on=date(2026, 11, 20), number="")
    clause = KnownClause(anchor="", heading="Đi học xa nộp đảng phí ở đâu?", text="Nộp ở nơi sinh hoạt tạm thời.")
    citation = cite(Found(document, clause, 1.0))
    assert worded(citation) == (
        "Tỉnh ủy Trường Sơn đã trả lời ngày 20/11/2026 câu hỏi “Đi học xa nộp đảng phí ở đâu?”:\n"
        "“Nộp ở nơi sinh hoạt tạm thời.”"
    )
    assert citation.answered_on == date(2026, 11, 20)


def test_what_the_guide_says_opens_the_page_that_it_is_about() -> None:
    document = msgspec.structs.replace(DOCUMENT, source="guide", title="Hướng dẫn sử dụng Sổ tay", number="", issuer="")
    clause = KnownClause(anchor="chu-lon", heading="Dùng chữ lớn", text="Mở trang Cá nhân.", opens="/me")
    citation = cite(Found(document, clause, 1.0))
    assert worded(citation) == "Theo Hướng dẫn sử dụng Sổ tay, mục “Dùng chữ lớn”:\n“Mở trang Cá nhân.”"
    assert citation.opens == "/me"
