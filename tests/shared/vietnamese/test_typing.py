import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.vietnamese.typing import is_syllable, repaired, without_keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddangr", "dang"), ("dd9ang3", "dang"), ("d9a3ng", "dang"), ("phis", "phi"), ("quyeets", "quyet"),
        ("truwowfng", "truong"), ("hooij", "hoi"), ("d9ie6u2", "dieu"),
    ],
)  # fmt: skip
def test_keys_of_telex_and_vni_are_taken_out(typed: str, meant: str) -> None:
    assert meant in without_keys(typed)


@pytest.mark.parametrize("word", ["sinh", "xa", "18nq", "rung", "dang"])
def test_words_without_such_keys_stay_as_they_are(word: str) -> None:
    assert without_keys(word) == []


@pytest.mark.parametrize("word", ["nghieng", "quyet", "duong", "khuyu", "gi", "uong", "yeu", "xoong", "thuo", "y"])
def test_a_syllable_is_known_as_one(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["haot", "sihn", "dangr", "nghj", "xdf", "hoatt", "ghbt", ""])
def test_what_no_vietnamese_says_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bieeur quyeets", "bieu quyet"),
        ("bie6u3 quye6t1", "bieu quyet"),
        ("ddangr vieen dwj bij cos dduwowcj bieeur quyeets khoong?", "dang vien du bi co duoc bieu quyet khong?"),
        ("D9a3ng vie6n no6p5 d9a3ng phi1 bao nhie6u", "dang vien nop dang phi bao nhieu"),
        ("nhw thees naof", "nhu the nao"),
        ("ddangr phis theo 18-NQ/TU", "dang phi theo 18-NQ/TU"),
    ],
)
def test_a_message_typed_with_the_method_off_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert repaired(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "18-NQ/TU",
        "Theo 18-NQ/TU và 24-QĐ/TW",
        "đảng viên dùng Facebook, beer, door",
        "quen password Facebook tren laptop",
        "dang vien uong beer",
        "in tren giay A4 cua hang B2",
        "dang vien du bi co duoc bieu quyet khong",
        "Test login website https://example.vn/a4",
        "",
    ],
)
def test_a_proper_word_a_foreign_one_and_a_number_stay_as_they_are(typed: str) -> None:
    assert repaired(typed) == typed


@given(st.text(max_size=80))
def test_repairing_loses_no_word(typed: str) -> None:
    assert len(repaired(typed).split()) == len(typed.split())
