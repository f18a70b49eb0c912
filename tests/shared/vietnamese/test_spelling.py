from collections.abc import Collection

import pytest

from shared.vietnamese.spelling import guesses

VOCABULARY = {"sinh": 50, "hoat": 40, "chi": 60, "bo": 60, "dang": 90, "phi": 30, "dan": 5, "binh": 9}


def seen(terms: Collection[str]) -> list[int]:
    return [STANDING.get(term, 0) for term in terms]


def here(terms: Collection[str]) -> list[bool]:
    return [term in STANDING for term in terms]


def nowhere(terms: Collection[str]) -> list[int]:
    return [0 for _ in terms]


STANDING = {"sinh_hoat": 40, "hoat_chi": 30, "chi_bo": 60, "dang_phi": 30}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sihn hoat chi bo", "sinh hoat chi bo"), ("sinh hoatt", "sinh hoat"), ("dan phi", "dang phi"),
        ("dangphi", "dang phi"), ("ddangr phis", "dang phi"), ("snh haot", "sinh hoat"),
    ],
)  # fmt: skip
def test_the_likeliest_guess_stands_beside_its_neighbours(typed: str, meant: str) -> None:
    found = guesses(tuple(typed.split()), VOCABULARY, seen, here)
    assert found[0] == meant.split()


def test_words_that_stand_as_they_were_typed_are_not_guessed_at() -> None:
    assert guesses(("dang", "phi"), VOCABULARY, seen, here) == []
    assert guesses(("sihn",), VOCABULARY, nowhere, nowhere)[0] == ["sinh"]


def test_in_a_whole_sentence_only_what_is_no_syllable_is_guessed_at() -> None:
    def guessed(typed: str) -> list[list[str]]:
        return guesses(tuple(typed.split()), VOCABULARY, seen, here)

    assert guessed("dan phi sinh hoat chi bo") == []
    assert guessed("dang phi sihn hoat chi bo")[0] == ["dang", "phi", "sinh", "hoat", "chi", "bo"]


def test_a_word_that_stands_beside_none_of_its_neighbours_is_no_guess() -> None:
    assert guesses(("bibh", "phi", "chii"), VOCABULARY, seen, here) == []


def test_no_syllable_is_guessed_at_where_none_may_be() -> None:
    assert guesses(("dan", "phi"), VOCABULARY, seen, here, short=0) == []
    assert guesses(("dagn", "phi"), VOCABULARY, seen, here, short=0)[0] == ["dang", "phi"]
