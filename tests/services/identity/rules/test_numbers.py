import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules import numbers
from services.identity.rules.errors import FieldProblem

digits = st.text("0123456789", min_size=8, max_size=8)


@given(digits)
def test_a_card_number_is_eight_digits_however_it_is_spaced(number: str) -> None:
    assert numbers.card_number(f" {number[:2]}.{number[2:5]} {number[5:]}") == number


@pytest.mark.parametrize("text", ["", "123456789", "1234567a", "१२३४५६७८"])
def test_anything_else_is_no_card_number(text: str) -> None:
    with pytest.raises(FieldProblem):
        numbers.card_number(text)


def test_a_lost_leading_zero_is_explained_and_not_guessed() -> None:
    with pytest.raises(FieldProblem) as refused:
        numbers.card_number("1234567")
    assert "số 0" in refused.value.message


@pytest.mark.parametrize("text", ["001234ts", "001234 TS", "001234Đ", "001234ABC"])
def test_a_record_number_is_six_digits_and_up_to_three_letters(text: str) -> None:
    assert numbers.record_number(text) == text.replace(" ", "").upper()


@pytest.mark.parametrize("text", ["1234TS", "0012345", "001234ABCD", "TS001234"])
def test_anything_else_is_no_record_number(text: str) -> None:
    with pytest.raises(FieldProblem):
        numbers.record_number(text)


@pytest.mark.parametrize(
    "text", ["0950123456", "+84 950 123 456", "0084950123456", "84950123456", "950123456", "0950.123.456"]
)
def test_every_way_to_write_a_telephone_becomes_one(text: str) -> None:
    assert numbers.phone_number(text) == "0950123456"


@pytest.mark.parametrize("text", ["02083123456", "0123456789", "12", "điện thoại"])
def test_what_cannot_receive_a_message_is_refused(text: str) -> None:
    with pytest.raises(FieldProblem):
        numbers.phone_number(text)


@pytest.mark.parametrize("text", ["12345678901", "1234567890123", "12345678901x"])
def test_a_citizen_number_has_twelve_digits(text: str) -> None:
    assert numbers.citizen_number("999 000 000 001") == "999000000001"
    with pytest.raises(FieldProblem):
        numbers.citizen_number(text)


@given(digits)
def test_a_masked_number_shows_three_digits_and_keeps_its_length(number: str) -> None:
    masked = numbers.masked(number)
    assert masked.endswith(number[-3:])
    assert masked[:-3] == "•" * 5


def test_nothing_masked_is_nothing() -> None:
    assert numbers.masked("") == ""
