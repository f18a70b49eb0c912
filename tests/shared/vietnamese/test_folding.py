import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.vietnamese.folding import accented, accented_syllables, fold, pairs, syllables, without_diacritics

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạ ắằẳẵặ ấầẩẫậ éèẻẽẹ ếềểễệ íìỉĩị óòỏõọ ốồổỗộ ớờởỡợ úùủũụ ứừửữự ýỳỷỹỵ"
vietnamese = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + "0123456789 .,?\n", max_size=80)


def test_d_with_stroke_is_d() -> None:
    assert without_diacritics("Đđ") == fold("Đđ") == "dd"


@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("ủy", "uỷ")])
def test_old_and_new_tone_placement_fold_alike(old: str, new: str) -> None:
    assert without_diacritics(old) == without_diacritics(new)


@given(vietnamese)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert without_diacritics(apart) == without_diacritics(composed)


@given(st.text(max_size=60))
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert without_diacritics(without_diacritics(text)) == without_diacritics(text)


@given(vietnamese)
def test_vietnamese_folds_to_plain_letters(text: str) -> None:
    assert all(syllable.isascii() and syllable.isalnum() for syllable in syllables(text))


def test_a_joiner_inside_a_word_does_not_split_it() -> None:
    assert syllables("đảng\u200bphí, 0,5%") == ["dangphi", "0", "5"]


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


def test_pairs_join_neighbours_and_one_word_has_none() -> None:
    assert pairs(["dang", "vien", "du", "bi"]) == ["dang_vien", "vien_du", "du_bi"]
    assert pairs(["a"]) == []
