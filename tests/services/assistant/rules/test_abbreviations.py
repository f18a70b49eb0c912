from collections.abc import Collection

import pytest

from services.assistant.engines.policy_file import load_policy
from services.assistant.rules.abbreviations import words_of, written_out
from shared.vietnamese.folding import without_diacritics
from shared.vietnamese.typing import is_syllable

TABLE = {"dv": ("đảng viên", "đơn vị"), "cb": ("chi bộ", "cán bộ"), "nq": ("nghị quyết",)}
# Written so by those who write short, though a syllable could be spelt so.
KNOWN_AS_WORDS = {"ko"}


def in_documents(*pairs: str) -> object:
    def seen(terms: Collection[str]) -> list[int]:
        return [int(term in pairs) for term in terms]

    return seen


def read(text: str, *pairs: str) -> str:
    return " ".join(written_out(words_of(text), TABLE, in_documents(*pairs)))  # type: ignore[arg-type]


def test_without_a_document_that_decides_the_first_meaning_is_taken() -> None:
    assert read("ĐV của CB") == "dang vien cua chi bo"


def test_the_meaning_is_taken_that_stands_beside_its_neighbour() -> None:
    assert read("cb huong dan", "bo_huong") == "chi bo huong dan"
    assert read("gap cb", "gap_can") == "gap can bo"
    assert read("cac dv vu trang", "vi_vu") == "cac don vi vu trang"


def test_what_the_documents_write_short_stays_short() -> None:
    assert read("phong cb 12", "phong_cb", "cb_12") == "phong cb 12"


@pytest.mark.parametrize("number", ["18-NQ/TU", "05-qđ/tw", "7nq-dv/cb"])
def test_the_number_of_a_document_is_never_written_out(number: str) -> None:
    assert "nghi quyet" not in read(f"theo {number}")
    assert read(number) == " ".join(word.text for word in words_of(number))


def test_an_abbreviation_reads_the_same_with_and_without_its_stroke() -> None:
    assert read("đv") == read("dv") == read(without_diacritics("ĐV"))


def test_no_shipped_abbreviation_is_a_syllable_that_a_question_could_mean() -> None:
    table = load_policy().abbreviations
    assert {key for key in table if is_syllable(key)} <= KNOWN_AS_WORDS
    assert all(key == without_diacritics(key) and meanings for key, meanings in table.items())
