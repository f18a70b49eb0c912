"""How meetings and votes are shown to a member of the cell."""

from __future__ import annotations

import msgspec

from services.meetings.rules.attendance import RowState, state_of
from services.meetings.store.attendance import Attendance
from services.meetings.store.meetings import Meeting
from services.meetings.store.votes import Ballot, Vote
from services.meetings.usecases.policy_in_use import roll_is_called_in


class VoteResult(msgspec.Struct, frozen=True, kw_only=True):
    electorate: int
    agree: int
    disagree: int
    abstain: int
    by_hand: int
    outcome: str


class VoteView(msgspec.Struct, frozen=True, kw_only=True):
    """`result` comes when the vote is closed: a running count would lead those who have not voted."""

    id: str
    meeting_id: str
    question: str
    state: str
    version: int
    electorate: int
    may_vote: bool
    voted: bool
    my_choice: str | None
    my_vote_by_hand: bool
    result: VoteResult | None


def vote_view(vote: Vote, mine: Ballot | None) -> VoteView:
    choice = mine.choice if mine is not None else None
    return VoteView(
        id=vote.id,
        meeting_id=vote.meeting_id,
        question=vote.question,
        state=vote.state,
        version=vote.version,
        electorate=vote.electorate,
        may_vote=mine is not None,
        voted=choice is not None,
        my_choice=choice,
        my_vote_by_hand=mine is not None and mine.by_hand,
        result=_result(vote),
    )


def _result(vote: Vote) -> VoteResult | None:
    if vote.state != "closed":
        return None
    return VoteResult(
        electorate=vote.electorate,
        agree=vote.agree,
        disagree=vote.disagree,
        abstain=vote.abstain,
        by_hand=vote.by_hand or 0,
        outcome=vote.outcome,
    )


def my_state(meeting: Meeting, row: Attendance | None) -> RowState:
    """Without a row nobody has asked yet, or the member joined the cell after the meeting."""
    if row is None:
        return "unanswered"
    return state_of(row.entry, meeting.state, called=roll_is_called_in(meeting.cell_id))
