import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules import names
from services.identity.rules.errors import FieldProblem

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
words = st.text(st.sampled_from(VIETNAMESE), min_size=1, max_size=7)
full_names = st.lists(words, min_size=2, max_size=5).map(" ".join)


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert names.tidy(names.tidy(text)) == names.tidy(text)


@given(full_names)
def test_decomposed_and_composed_spellings_become_the_same_name(name: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    assert names.person_name(composed) == names.person_name(decomposed)
    assert names.fold(composed) == names.fold(decomposed)


@given(full_names)
def test_folding_leaves_only_plain_letters_and_spaces(name: str) -> None:
    assert names.fold(name).replace(" ", "").isascii()


def test_a_search_without_diacritics_meets_the_written_name() -> None:
    assert names.fold("  ĐẶNG  Thị\u200b Hằng ") == "dang thi hang"


def test_names_in_capitals_are_written_as_on_the_card() -> None:
    assert names.person_name("NGUYỄN THỊ HƯỜNG") == "Nguyễn Thị Hường"
    assert names.person_name("y bhăm niê") == "Y Bhăm Niê"


def test_chosen_capitals_are_kept() -> None:
    assert names.person_name("Nguyễn Thị McLan") == "Nguyễn Thị McLan"


@pytest.mark.parametrize("text", ["", "   ", "Hùng", "Nguyễn Văn 7", "Nguyễn <b>An</b>", "An " * 60])
def test_what_is_not_a_full_name_is_refused(text: str) -> None:
    with pytest.raises(FieldProblem):
        names.person_name(text)


def test_lists_are_ordered_by_given_name_then_middle_then_family() -> None:
    people = [
        "Trần Văn Bình",
        "Nguyễn Thị Ánh",
        "Lê Văn An",
        "Đỗ Văn An",
        "Lê Đức An",
        "Phạm Văn Ân",
        "Lê Văn Đạt",
    ]
    assert sorted(people, key=names.sort_key) == [
        "Lê Đức An",
        "Đỗ Văn An",
        "Lê Văn An",
        "Nguyễn Thị Ánh",
        "Phạm Văn Ân",
        "Trần Văn Bình",
        "Lê Văn Đạt",
    ]


def test_tones_decide_only_between_the_same_letters() -> None:
    people = ["Lê Hạ", "Lê Há", "Lê Hà", "Lê Hả", "Lê Ha", "Lê Hai"]
    assert sorted(people, key=names.sort_key) == ["Lê Ha", "Lê Hà", "Lê Hả", "Lê Há", "Lê Hạ", "Lê Hai"]
