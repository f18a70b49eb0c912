"""What an open vote's ballots come to. Secret ballots (P23, 190-QĐ/TW art. 3) are another matter and not kept here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from services.meetings.rules.quorum import votes_needed

Choice = Literal["agree", "disagree", "abstain"]
Outcome = Literal["adopted", "rejected"]


@dataclass(frozen=True, slots=True)
class Tally:
    electorate: int
    agree: int
    disagree: int
    abstain: int

    @property
    def cast(self) -> int:
        return self.agree + self.disagree + self.abstain

    @property
    def outcome(self) -> Outcome:
        """P21: silence, absence and abstention all count against; a tie is no majority."""
        return "adopted" if self.agree >= votes_needed(self.electorate) else "rejected"


def tally(choices: Iterable[Choice | None], electorate: int) -> Tally:
    """`None` is a member who has not voted. Raises ValueError for more ballots than voters: the store is damaged."""
    counted = Counter(choice for choice in choices if choice is not None)
    result = Tally(electorate, counted["agree"], counted["disagree"], counted["abstain"])
    if result.cast > electorate:
        raise ValueError(f"{result.cast} ballots of {electorate} voters")
    return result
