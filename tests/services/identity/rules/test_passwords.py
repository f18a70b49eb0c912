import random
import unicodedata
from datetime import date

import pytest

from services.identity.rules.errors import WeakPassword
from services.identity.rules.passphrases import WORDS, passphrase
from services.identity.rules.passwords import Owner, check_password, normalised

OWNER = Owner(
    username="bithu",
    full_name="Trần Văn Bình",
    birth_date=date(1966, 6, 5),
    numbers=("0950000002", "99000002", "000002TS"),
)


def _why_not(password: str) -> str:
    with pytest.raises(WeakPassword) as refused:
        check_password(password, OWNER)
    return refused.value.message


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ngan", "ít nhất 10 ký tự"),
        ("a" * 30, "lặp lại"),
        ("x" * 200, "dài quá"),
        ("Mật khẩu 12", "“matkhau”"),
        ("Anh yêu em 2024", "“anhyeuem”"),
        ("conyeume2010", "“conyeume"),
        ("Vietnam2026!", "“vietnam”"),
        ("1234567890ab", "“1234567890”"),
        ("bcdefghijk12", "dãy phím"),
        ("12/03/1987 a", "ngày tháng"),
        ("nguyenthihoa1990", "tên người"),
        ("Binh-0987-Tran", "tên"),
    ],
)
def test_what_others_choose_too_is_refused_with_its_reason(password: str, reason: str) -> None:
    assert reason in _why_not(password)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("bithu-bithu-1", "tên đăng nhập"),
        ("tranvanbinh88", "họ tên"),
        ("Văn Bình 2 đồi chè", "họ tên"),
        ("05061966 đồi chè", "ngày sinh"),
        ("đồi 5/6/1966 chè", "ngày sinh"),
        ("0950.000.002 đồi chè", "số điện thoại"),
        ("đồi chè 950000002", "số điện thoại"),
        ("the-99000002-cua-toi", "số thẻ"),
    ],
)
def test_what_stands_in_the_own_record_is_refused_with_its_reason(password: str, reason: str) -> None:
    assert reason in _why_not(password)


@pytest.mark.parametrize("password", ["suối reo quanh đồi chè", "Chè-xanh-77-núi", "hoasenđồnglúa"])
def test_a_long_phrase_is_accepted_without_classes_of_characters(password: str) -> None:
    check_password(password, OWNER)


def test_two_keyboards_type_the_same_password() -> None:
    assert normalised(unicodedata.normalize("NFD", "Đồi chè xanh")) == normalised("Đồi chè xanh")
    assert normalised(" Đồi chè xanh ") == "Đồi chè xanh"


def test_every_suggestion_is_taken_as_a_password() -> None:
    chance = random.Random(5)
    suggestions = {passphrase(chance.randrange) for _ in range(300)}
    assert len(suggestions) == 300
    for suggestion in suggestions:
        check_password(suggestion, OWNER)


def test_the_words_are_as_many_as_the_bits_they_are_said_to_make() -> None:
    assert len(set(WORDS)) == len(WORDS) == 256
