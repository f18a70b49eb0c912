from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules.lockout import Attempts, Policy, after_failure, locked, minutes_left

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
POLICY = Policy(failures=3, window=timedelta(minutes=10), first_lock=timedelta(minutes=5))


def _fail(times: int, start: Attempts | None = None, at: datetime = NOW) -> Attempts:
    attempts = start or Attempts()
    for _ in range(times):
        attempts = after_failure(attempts, at, POLICY)
    return attempts


def test_the_last_allowed_failure_locks_and_not_one_before() -> None:
    assert not locked(_fail(2), NOW)
    assert locked(_fail(3), NOW)


def test_the_lock_opens_by_itself() -> None:
    attempts = _fail(3)
    assert locked(attempts, NOW + timedelta(minutes=4, seconds=59))
    assert not locked(attempts, NOW + timedelta(minutes=5))


def test_failures_far_apart_are_not_added_up() -> None:
    attempts = _fail(2)
    assert not locked(after_failure(attempts, NOW + timedelta(minutes=11), POLICY), NOW + timedelta(minutes=11))


def test_each_further_lock_lasts_twice_as_long_up_to_a_day() -> None:
    attempts, at, lengths = Attempts(), NOW, []
    for _ in range(12):
        attempts = _fail(3, attempts, at)
        assert attempts.locked_until is not None
        lengths.append(attempts.locked_until - at)
        at = attempts.locked_until
    assert lengths[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert lengths[-1] == POLICY.longest_lock


def test_a_quiet_day_is_forgiven() -> None:
    attempts = _fail(3)
    assert attempts.locked_until is not None
    at = attempts.locked_until + POLICY.forget_after + timedelta(seconds=1)
    again = _fail(3, attempts, at)
    assert again.locked_until == at + POLICY.first_lock


@given(st.integers(1, 60 * 60))
def test_nobody_is_told_to_wait_zero_minutes(seconds: int) -> None:
    attempts = Attempts(locked_until=NOW + timedelta(seconds=seconds))
    assert minutes_left(attempts, NOW) * 60 >= seconds
    assert minutes_left(attempts, NOW) >= 1
    assert minutes_left(attempts, NOW + timedelta(hours=2)) == 0
