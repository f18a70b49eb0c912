"""Whose vote counts, and how many it takes.

P20  a probationary member may speak, not vote
P21  a resolution stands when MORE THAN half of all official members of the body agree, not of those present
     (Party Charter, art. 9)
A suspended member is barred from meetings and is not counted. An exempt one is left out of the count, as the
guidance says for recognising progress (P24); `exempt_members_vote` counts them where a province reads art. 9 strictly.
"""

from __future__ import annotations

from collections.abc import Iterable

from services.meetings.rules.policy import Policy
from shared.contracts.identity import MemberStatus


def may_vote(standing: MemberStatus, policy: Policy) -> bool:
    return standing == "official" or (standing == "exempt" and policy.exempt_members_vote)


def electorate(roll: Iterable[tuple[str, MemberStatus]], policy: Policy) -> list[str]:
    """Ids of all who may vote, present or not."""
    return [member_id for member_id, standing in roll if may_vote(standing, policy)]


def votes_needed(electorate_size: int) -> int:
    """The smallest number that is more than half."""
    return electorate_size // 2 + 1
