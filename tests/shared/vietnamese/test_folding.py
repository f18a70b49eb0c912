from hypothesis import given
from hypothesis import strategies as st

from shared.vietnamese.folding import accented, accented_syllables, fold, pairs, syllables, without_diacritics


def test_a_syllable_is_the_same_wherever_its_tone_is_set() -> None:
    assert accented("hòa") == accented("hoà") == accented("HOÀ")
    assert accented("quyết") != accented("quyệt") != accented("quyet")
    assert accented_syllables("Thủy") == accented_syllables("thuỷ")


@given(st.text(max_size=200))
def test_the_words_of_a_text_are_those_it_folds_to(text: str) -> None:
    if all(len(word) <= 40 for word in text.split()):
        assert syllables(fold(text)) == fold(text).split()


def test_without_diacritics_the_punctuation_stays() -> None:
    assert without_diacritics("Đảng phí, 0,5%?\nHòa") == "dang phi, 0,5%?\nhoa"


@given(st.text(max_size=100))
def test_the_words_of_a_text_and_of_the_same_without_diacritics_are_one(text: str) -> None:
    if all(len(word) <= 40 for word in text.split()):
        assert fold(without_diacritics(text)).replace(" ", "") == fold(text).replace(" ", "")


def test_one_word_has_no_neighbour() -> None:
    assert pairs(["a"]) == []
