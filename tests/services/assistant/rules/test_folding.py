import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assistant.rules.folding import bigrams, fold, syllables

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạ ắằẳẵặ ấầẩẫậ éèẻẽẹ ếềểễệ íìỉĩị óòỏõọ ốồổỗộ ớờởỡợ úùủũụ ứừửữự ýỳỷỹỵ"
vietnamese = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + "0123456789 .,?\n", max_size=80)


def test_a_text_and_the_same_text_without_diacritics_fold_alike() -> None:
    assert fold("Đảng viên dự bị có được biểu quyết không?") == fold("dang vien du bi co duoc bieu quyet khong?")


def test_d_with_stroke_is_d() -> None:
    assert fold("Đđ") == "dd"


@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("ủy", "uỷ")])
def test_old_and_new_tone_placement_fold_alike(old: str, new: str) -> None:
    assert fold(old) == fold(new)


@given(vietnamese)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=60))
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_vietnamese_folds_to_plain_letters(text: str) -> None:
    assert all(syllable.isascii() and syllable.isalnum() for syllable in syllables(text))


def test_a_joiner_inside_a_word_does_not_split_it() -> None:
    assert syllables("đảng\u200bphí, 0,5%") == ["dangphi", "0", "5"]


def test_bigrams_join_neighbours() -> None:
    assert bigrams(["dang", "vien", "du", "bi"]) == ["dang_vien", "vien_du", "du_bi"]
    assert bigrams(["dang"]) == []
