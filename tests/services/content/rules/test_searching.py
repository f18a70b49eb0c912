"""What search asks for, forgives and marks: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.content.rules.search_cursor import Rung, from_search_cursor, to_search_cursor
from services.content.rules.search_entry import place_in_time
from services.content.rules.search_query import asked_for, number_keys
from services.content.rules.search_snippet import LONGEST_SNIPPET, Marking, Piece
from services.content.rules.search_wording import as_written
from tests.services.content.conftest import NOW

TEXTS = st.text(alphabet=st.sampled_from("đảng phí Đ ộ\u0301\u0302 18-/NQ.,\n…½ßİ\u200b_"), max_size=300)


def shown(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("18-NQ/TU", "18nqtu"), ("18 nq tu", "18nqtu"), ("số 18", "18"), ("so 018", "18"), ("nghị quyết 18", "18"),
        ("Nghị quyết số 18-NQ/TU", "18nqtu"), ("NQ 18", "18nq"), ("05-QĐ/TU", "5qdtu"), ("24 qđ tw", "24qdtw"),
        ("18NQ/TU", "18nqtu"), ("công văn 1205", "1205"),
    ],
)  # fmt: skip
def test_the_number_of_a_document_is_known_in_every_way_it_is_said(typed: str, key: str) -> None:
    number = asked_for(typed).number
    assert number is not None
    assert number.key == key


@pytest.mark.parametrize("typed", ["50 năm tuổi đảng", "ngày 3 tháng 2", "2026", "Điều 5", "đảng phí", "1% tiền lương"])
def test_other_figures_are_words(typed: str) -> None:
    assert asked_for(typed).number is None


def test_a_document_is_asked_for_by_any_beginning_of_its_number() -> None:
    assert set(number_keys("05-NQ/TU")) == {"05", "05nq", "05nqtu", "5", "5nq", "5nqtu"}
    assert number_keys("") == []


def test_of_several_words_those_side_by_side_are_marked() -> None:
    asked = asked_for("dang phi")
    assert shown(Marking("Đảng viên đóng Đảng phí, đang chờ.", asked).whole()) == "Đảng viên đóng [Đảng phí], đang chờ."
    assert shown(Marking("Thu, nộp đảng phí", asked_for("thu nop dang phi")).whole()) == "[Thu, nộp đảng phí]"


def test_a_single_word_is_marked_with_its_tones_where_they_were_typed() -> None:
    text = "Đang học. Đảng ta."
    assert shown(Marking(text, asked_for("đảng")).whole()) == "Đang học. [Đảng] ta."
    assert shown(Marking(text, asked_for("dang")).whole()) == "[Đang] học. [Đảng] ta."


def test_a_long_text_is_cut_where_most_of_it_is_said() -> None:
    text = "Đảng phí. " + "Câu khác. " * 100 + "Mức đóng đảng phí của đảng viên nghỉ hưu. " + "Câu khác. " * 100
    found = shown(Marking(text, asked_for("đảng viên nghỉ hưu đóng đảng phí")).cut())
    assert "[đóng đảng phí] của [đảng viên nghỉ hưu]." in found
    assert found.startswith("… Mức")
    assert found.endswith(" …")


@given(TEXTS, TEXTS)
def test_a_snippet_says_nothing_that_the_text_does_not(text: str, typed: str) -> None:
    asked = asked_for(typed)
    pieces = Marking(text, asked).whole()
    assert "".join(piece.text for piece in pieces) == text
    assert bool(Marking(text, asked).worth) == any(piece.hit for piece in pieces)
    pieces = Marking(text * 20, asked).cut()
    said = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert said in text * 20
    assert len(said) <= LONGEST_SNIPPET


def test_corrected_words_are_told_as_they_are_written() -> None:
    assert as_written(["dang", "phi"], ["Đang chờ", "Thu Đảng phí"]) == "đảng phí"
    assert as_written(["dang", "vien"], ["Viên chức", "Đảng bộ"]) == "đảng viên"
    assert as_written(["xyz"], []) == "xyz"


@given(st.integers(0, 99), st.integers(0, 2**63 - 1))
def test_a_cursor_of_a_search_leads_back_to_its_place(number: int, order: int) -> None:
    assert from_search_cursor(to_search_cursor(Rung(number, order))) == Rung(number, order)


def test_two_things_of_one_second_have_an_order_and_later_ones_come_after() -> None:
    assert place_in_time(NOW, "article:a") != place_in_time(NOW, "article:b")
    assert place_in_time(NOW, "article:a") < place_in_time(NOW.replace(second=1), "article:a")
