"""User names and sessions: two small sets of rules."""

from datetime import UTC, datetime, timedelta

import pytest

from services.identity.rules import sessions, usernames
from services.identity.rules.errors import FieldProblem

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["ab", "1dangvien", "đảngviên", "a b c", "x" * 41, "a/b/c"])
def test_a_user_name_that_cannot_be_typed_anywhere_is_refused(text: str) -> None:
    with pytest.raises(FieldProblem):
        usernames.chosen_username(text)


def test_capitals_and_spaces_do_not_make_another_name() -> None:
    assert usernames.chosen_username(" DangVien ") == "dangvien"
    assert usernames.typed_username(" Đảng Viên ") == usernames.typed_username("dangvien")


def test_a_token_never_outlives_its_session() -> None:
    assert sessions.token_expiry(NOW, NOW) == NOW + sessions.TOKEN_LIFETIME
    nearly_over = NOW + sessions.SESSION_LIFETIME - timedelta(minutes=1)
    assert sessions.token_expiry(NOW, nearly_over) == NOW + sessions.SESSION_LIFETIME
    assert not sessions.session_is_over(NOW, nearly_over)
    assert sessions.session_is_over(NOW, NOW + sessions.SESSION_LIFETIME)
