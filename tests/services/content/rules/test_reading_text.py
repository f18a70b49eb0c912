from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.content.rules.article_text import paragraphs_of
from services.content.rules.errors import CursorUnreadable, NothingWritten
from services.content.rules.paging import Place, from_cursor, to_cursor
from shared.reading.errors import DocumentUnreadable
from shared.reading.file import decoded, parse_document
from shared.vietnamese.folding import fold

HEAD = (
    "---\nnumber: 05-QĐ/TU\nkind: Quy định\n"
    "title: Quy định: về sinh hoạt\nissuer: Tỉnh ủy\nissued_on: 2025-11-17\n---\n"
)


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs_of("Một\nvẫn một.\n \n\nHai.\n\n***\n\n") == ["Một\nvẫn một.", "Hai."]


def test_a_body_without_a_word_is_refused() -> None:
    with pytest.raises(NothingWritten) as refused:
        paragraphs_of("…\n\n---")
    assert "body" in refused.value.details


def test_a_text_typed_without_diacritics_folds_to_the_same_words() -> None:
    assert fold("Đảng phí, ĐƯỜNG  thủy") == fold("dang phi duong thuy") == "dang phi duong thuy"


@given(st.text(max_size=100))
def test_folding_leaves_only_words_with_one_space_between(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert fold(folded) == folded


@given(st.integers(0, 7_000_000_000_000), st.text("abc0123-", min_size=1))
def test_a_cursor_leads_back_to_its_place(milliseconds: int, last_id: str) -> None:
    place = Place(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds), last_id)
    assert from_cursor(to_cursor(place)) == place


@pytest.mark.parametrize("cursor", ["x", "12", ".a", "-5.a", "9" * 40 + ".a", "²2.a", "1."])
def test_a_cursor_that_nobody_gave_is_refused(cursor: str) -> None:
    with pytest.raises(CursorUnreadable):
        from_cursor(cursor)


def test_a_document_file_is_head_and_text() -> None:
    parsed = parse_document(HEAD + "Điều 1. Phạm vi\n1. Một.\n")
    assert (parsed.head.number, parsed.head.title) == ("05-QĐ/TU", "Quy định: về sinh hoạt")
    assert parsed.head.issued_on == date(2025, 11, 17)
    assert [section.anchor for section in parsed.sections] == ["dieu-1-khoan-1"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Điều 1. Không có đầu.", "Thiếu phần đầu tệp"),
        (HEAD, "chưa có nội dung"),
        (HEAD.replace("issuer: Tỉnh ủy\n", "") + "A.", "cơ quan ban hành"),
        (HEAD.replace("2025-11-17", "17/11/2025") + "A.", "ngày ban hành"),
        (HEAD.replace("kind:", "loai:") + "A.", "loai: Quy định"),
        (HEAD.replace("\n---\n", "\neffective_until: 2020-01-01\n---\n", 1) + "A.", "Ngày hết hiệu lực"),
    ],
)
def test_a_bad_document_file_is_refused_with_what_to_mend(text: str, told: str) -> None:
    with pytest.raises(DocumentUnreadable) as refused:
        parse_document(text)
    assert told in refused.value.message


def test_a_file_that_is_no_text_is_refused() -> None:
    for raw in (b"\xff\xfe\x00", b"PK\x00\x03"):
        with pytest.raises(DocumentUnreadable):
            decoded(raw)


def test_a_file_that_no_store_could_hold_is_refused() -> None:
    with pytest.raises(DocumentUnreadable):
        decoded(b"a" * 1_000_001)


@given(st.binary(max_size=200))
def test_no_bytes_end_in_anything_but_a_document_or_a_sentence(raw: bytes) -> None:
    try:
        parse_document(decoded(raw))
    except DocumentUnreadable as refused:
        assert refused.message  # noqa: PT017
