from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules import login_codes
from services.identity.rules.login_codes import CodeState, Refusal

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@given(st.integers(0, 999_999))
def test_a_code_read_aloud_with_spaces_is_the_same_code(number: int) -> None:
    code = login_codes.write_code(number)
    assert len(code) == 6
    assert login_codes.typed_code(f" {code[:3]} {code[3:]} ") == code


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_a_number_outside_the_range_is_a_mistake_of_the_caller(number: int) -> None:
    with pytest.raises(ValueError, match="between"):
        login_codes.write_code(number)


@pytest.mark.parametrize("text", ["", "12345", "1234567", "12345a", "abc"])
def test_an_impossible_code_matches_nothing(text: str) -> None:
    assert login_codes.typed_code(text) == ""


@pytest.mark.parametrize(
    ("state", "matches", "expected"),
    [
        (None, True, Refusal.MISSING),
        (CodeState(LATER, 0, used=True), True, Refusal.USED),
        (CodeState(NOW, 0, used=False), True, Refusal.EXPIRED),
        (CodeState(LATER, login_codes.ATTEMPTS, used=False), True, Refusal.EXHAUSTED),
        (CodeState(LATER, 0, used=False), False, Refusal.WRONG),
        (CodeState(LATER, login_codes.ATTEMPTS - 1, used=False), True, Refusal.NONE),
    ],
)
def test_a_code_works_once_in_time_and_within_its_attempts(
    state: CodeState | None, matches: bool, expected: Refusal
) -> None:
    assert login_codes.judge(state, matches=matches, now=NOW) is expected


def test_codes_are_not_sent_one_after_another() -> None:
    assert login_codes.may_send_again(None, NOW)
    assert not login_codes.may_send_again(NOW - timedelta(seconds=59), NOW)
    assert login_codes.may_send_again(NOW - timedelta(seconds=60), NOW)
