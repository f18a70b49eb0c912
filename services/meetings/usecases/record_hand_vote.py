"""The secretary records the raised card of a member in the room who has no phone (P22): it fills that member's one
ballot, marked as by hand, with the line of the audit trail. Who chose what is in the ballot only.

The ballot is filled by the same conditional write as when the member votes, so of a hand vote and an own one racing
each other one counts, and none after the vote is closed.
"""

from __future__ import annotations

import msgspec

from services.meetings.rules.errors import MemberAlreadyVoted, MemberMayNotVote, VoteClosed, VoterNotPresent
from services.meetings.rules.permissions import require_secretary
from services.meetings.rules.voting import Choice
from services.meetings.store import attendance, votes
from services.meetings.store.votes import Vote
from services.meetings.usecases.policy_in_use import roll_is_called_in
from services.meetings.usecases.trail import leave_trail
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class RecordHandVote(Request):
    vote_id: Id
    member_id: Id
    choice: Choice


class RecordedHandVote(msgspec.Struct, frozen=True):
    vote_id: str
    member_id: str
    choice: str


def record_hand_vote(command: RecordHandVote, ctx: Context) -> RecordedHandVote:
    vote = votes.get(command.vote_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, vote.cell_path)
    cast_id = ctx.new_id()
    in_transaction(lambda: _record(command, vote, cast_id, ctx))
    return RecordedHandVote(vote.id, command.member_id, command.choice)


def _record(command: RecordHandVote, vote: Vote, cast_id: str, ctx: Context) -> None:
    if not votes.fill(vote.id, command.member_id, command.choice, cast_id, ctx.now, by_hand=True):
        _explain(command, cast_id)
        return
    present = attendance.note_hand_vote(vote.meeting_id, command.member_id)
    if not present and roll_is_called_in(vote.cell_id):  # where it is not, presence is not known
        raise VoterNotPresent
    about = [command.member_id]
    leave_trail("hand_vote_recorded", ctx, vote.id, vote.cell_path, about=about, member=command.member_id)


def _explain(command: RecordHandVote, cast_id: str) -> None:
    """Raises, unless the ballot was filled by this very command, whose first answer was lost on the way."""
    ballot = votes.ballot_of(command.vote_id, command.member_id)
    if ballot is None:
        raise MemberMayNotVote
    if ballot.choice is None:
        raise VoteClosed
    if (ballot.cast_id, ballot.choice) != (cast_id, command.choice):
        raise MemberAlreadyVoted
