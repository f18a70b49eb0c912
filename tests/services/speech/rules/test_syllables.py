import pytest

from services.speech.rules.numerals import roman_to_int
from services.speech.rules.syllables import in_modern_spelling, is_syllable


@pytest.mark.parametrize(
    "word",
    [
        "bàn",
        "nghiêng",
        "khuỷu",
        "quyết",
        "thuở",
        "giường",
        "ươm",
        "yêu",
        "oách",
        "ĐẢNG",
        "ỦY",
        "gì",
        "hoẵng",
        "quốc",
        "uyên",
        "xoong",
    ],
)
def test_vietnamese_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["UBND", "BTV", "zalo", "bkhn", "strong", "ngk", "word", "abc"])
def test_letters_and_foreign_words_are_not_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_the_tone_moves_to_its_modern_place_but_not_after_q() -> None:
    assert in_modern_spelling("uỷ ban thuý hoà khoẻ; quý, quỳ, hoàn") == "ủy ban thúy hòa khỏe; quý, quỳ, hoàn"


@pytest.mark.parametrize(("roman", "value"), [("I", 1), ("IV", 4), ("XIII", 13), ("XIX", 19), ("XC", 90), ("XLIX", 49)])
def test_roman_numerals_have_their_value(roman: str, value: int) -> None:
    assert roman_to_int(roman) == value


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "ABC"])
def test_what_is_no_roman_numeral_has_none(text: str) -> None:
    assert roman_to_int(text) is None
