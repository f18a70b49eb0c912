"""The province's parameters in this process; set once at the start, the regulations' own numbers until then."""

from __future__ import annotations

from services.meetings.rules.attendance import roll_is_called
from services.meetings.rules.policy import Policy


class _Process:
    policy = Policy()


def use_policy(policy: Policy) -> None:
    _Process.policy = policy


def policy() -> Policy:
    return _Process.policy


def roll_is_called_in(cell_id: str) -> bool:
    return roll_is_called(cell_id, policy())
