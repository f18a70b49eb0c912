"""A member votes, once and for good: one conditional write. Only where that fails is it asked why.

An open vote is seen by all, as a raised Party card is (P22); who chose what is kept and never told in an event.
"""

from __future__ import annotations

import msgspec

from services.meetings.rules.errors import (
    AlreadyVoted,
    NotInElectorate,
    ProbationaryMayNotVote,
    Suspended,
    VoteClosed,
)
from services.meetings.rules.voting import Choice
from services.meetings.store import roster, votes
from shared.usecase import Context, Id, Request


class CastVote(Request):
    vote_id: Id
    choice: Choice


class CastBallot(msgspec.Struct, frozen=True):
    vote_id: str
    choice: str


def cast_vote(command: CastVote, ctx: Context) -> CastBallot:
    cast_id = ctx.new_id()
    if not votes.fill(command.vote_id, ctx.actor.member_id, command.choice, cast_id, ctx.now):
        _explain(command, cast_id, ctx)
    return CastBallot(command.vote_id, command.choice)


def _explain(command: CastVote, cast_id: str, ctx: Context) -> None:
    """Raises, unless the ballot was filled by this very command, whose first answer was lost on the way."""
    ballot = votes.ballot_of(command.vote_id, ctx.actor.member_id)
    if ballot is not None:
        if ballot.choice is None:
            raise VoteClosed
        if (ballot.cast_id, ballot.choice) != (cast_id, command.choice):
            raise AlreadyVoted
        return
    vote = votes.get(command.vote_id, ctx.actor.cell_path)
    member = roster.in_cell(ctx.actor.member_id, vote.cell_path)
    if member is not None and member.status == "probationary":
        raise ProbationaryMayNotVote
    if member is not None and member.status == "suspended":
        raise Suspended
    raise NotInElectorate
