from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from services.meetings.rules.policy import Policy
from services.meetings.rules.quorum import electorate, may_vote, votes_needed
from shared.contracts.identity import MemberStatus

ROLLS = st.dictionaries(st.text(min_size=1), st.sampled_from(get_args(MemberStatus))).map(
    lambda roll: list(roll.items())
)


def test_only_official_members_vote() -> None:
    assert [status for status in get_args(MemberStatus) if may_vote(status, Policy())] == ["official"]


def test_a_province_may_count_exempt_members_but_never_probationary_or_suspended_ones() -> None:
    strict = Policy(exempt_members_vote=True)
    assert [status for status in get_args(MemberStatus) if may_vote(status, strict)] == ["official", "exempt"]


@given(ROLLS)
def test_the_electorate_is_all_official_members(roll: list[tuple[str, MemberStatus]]) -> None:
    assert electorate(roll, Policy()) == [member for member, status in roll if status == "official"]


@given(st.integers(0, 10**6))
def test_needed_is_the_smallest_number_over_half(size: int) -> None:
    needed = votes_needed(size)
    assert needed * 2 > size
    assert (needed - 1) * 2 <= size
