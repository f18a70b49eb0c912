"""The secretary ends a vote. All ballots are sealed, then counted, then the result is stored in one change with its
event; a process that ends in between leaves a vote that takes no more ballots, and closing it again gives the result.
"""

from __future__ import annotations

import msgspec

from services.meetings.rules.errors import VoteClosed
from services.meetings.rules.permissions import require_secretary
from services.meetings.rules.voting import tally
from services.meetings.store import meetings, votes
from services.meetings.store.votes import Vote
from services.meetings.usecases.trail import leave_trail
from shared.contracts import meetings as contracts
from shared.outbox import ChangedByAnother, change
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class CloseVote(Request):
    vote_id: Id
    version: Version


class ClosedVote(msgspec.Struct, frozen=True):
    vote_id: str
    version: int
    state: str
    electorate: int
    agree: int
    disagree: int
    abstain: int
    by_hand: int
    outcome: str


def close_vote(command: CloseVote, ctx: Context) -> ClosedVote:
    vote = votes.get(command.vote_id, ctx.actor.cell_path)
    require_secretary(ctx.actor, vote.cell_path)
    if vote.state == "closed":
        raise VoteClosed
    if vote.version != command.version:
        raise ChangedByAnother
    votes.seal(vote.id)
    closed = in_transaction(lambda: _count_and_close(vote, ctx))
    return ClosedVote(
        closed.id,
        closed.version,
        closed.state,
        closed.electorate,
        closed.agree,
        closed.disagree,
        closed.abstain,
        closed.by_hand,
        closed.outcome,
    )


def _count_and_close(vote: Vote, ctx: Context) -> Vote:
    counted = tally(votes.choices(vote.id), vote.electorate)
    event = contracts.VoteClosed(
        vote_id=vote.id,
        meeting_id=vote.meeting_id,
        cell_path=vote.cell_path,
        electorate=counted.electorate,
        agree=counted.agree,
        disagree=counted.disagree,
        abstain=counted.abstain,
        outcome=counted.outcome,
    )
    meetings.note_closed_vote(vote.meeting_id)
    leave_trail("vote_closed", ctx, vote.id, vote.cell_path, outcome=counted.outcome)
    return change(
        vote,
        event,
        set__state="closed",
        set__closed_at=ctx.now,
        set__agree=counted.agree,
        set__disagree=counted.disagree,
        set__abstain=counted.abstain,
        set__by_hand=votes.filled_by_hand(vote.id),
        set__outcome=counted.outcome,
    )
