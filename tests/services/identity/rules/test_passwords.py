import unicodedata

import pytest

from services.identity.rules.errors import WeakPassword
from services.identity.rules.passwords import check_password, normalised


@pytest.mark.parametrize(
    "password",
    [
        "ngan",
        "a" * 30,
        "Matkhau123",
        "Mật khẩu 12",
        "1234567890ab",
        "bithu-bithu-1",
        "tranvanbinh88",
        "x" * 200,
    ],
)
def test_a_guessable_password_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password(password, username="bithu", full_name="Trần Văn Bình")


@pytest.mark.parametrize("password", ["suối reo quanh đồi chè", "Chè-xanh-77-núi", "hoasenđồnglúa"])
def test_a_long_phrase_is_accepted_without_classes_of_characters(password: str) -> None:
    check_password(password, username="bithu", full_name="Trần Văn Bình")


def test_two_keyboards_type_the_same_password() -> None:
    assert normalised(unicodedata.normalize("NFD", "Đồi chè xanh")) == normalised("Đồi chè xanh")
    assert normalised(" Đồi chè xanh ") == "Đồi chè xanh"
