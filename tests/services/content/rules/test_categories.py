import pytest

from services.content.rules.categories import checked_categories, id_for, name_key
from services.content.rules.category_errors import CategoryRetired, CategoryUnknown, TooManyCategories

KNOWN = {"a": False, "b": False, "c": False, "d": False, "old": True}


def test_the_id_is_made_of_the_names_words_and_stays_free_of_others() -> None:
    assert id_for("Kinh tế – xã hội", ()) == "kinh-te-xa-hoi"
    assert id_for("Kinh tế – xã hội", {"kinh-te-xa-hoi", "kinh-te-xa-hoi-2"}) == "kinh-te-xa-hoi-3"
    assert len(id_for("Rất dài " * 20, ())) <= 50


def test_names_that_look_alike_are_one() -> None:
    assert name_key("Thời sự") == name_key("  THỜI   SU ")
    assert name_key("–") == ""


def test_each_is_kept_once_and_the_main_one_first() -> None:
    assert checked_categories(["b", "a", "b"], KNOWN) == ["b", "a"]


def test_more_than_three_and_unknown_ones_are_refused_beside_their_field() -> None:
    with pytest.raises(TooManyCategories) as many:
        checked_categories(["a", "b", "c", "d"], KNOWN)
    with pytest.raises(CategoryUnknown):
        checked_categories(["a", "x"], KNOWN)
    assert "categories" in many.value.details


def test_a_retired_one_is_kept_by_what_carries_it_and_refused_to_others() -> None:
    assert checked_categories(["old", "a"], KNOWN, ["old"]) == ["old", "a"]
    with pytest.raises(CategoryRetired):
        checked_categories(["old"], KNOWN)
