"""One vote of the own cell. The counts are told when it is closed."""

from __future__ import annotations

from services.meetings.queries.views import VoteView, vote_view
from services.meetings.store import votes
from shared.usecase import Context, Id, Request


class VoteResultOf(Request):
    vote_id: Id


def vote_result(query: VoteResultOf, ctx: Context) -> VoteView:
    vote = votes.get(query.vote_id, ctx.actor.cell_path)
    return vote_view(vote, votes.ballot_of(vote.id, ctx.actor.member_id))
