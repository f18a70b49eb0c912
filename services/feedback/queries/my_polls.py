"""The polls put to me, and those of the organisations where I run polls; the newest first."""

from __future__ import annotations

import msgspec

from services.feedback.queries.poll_view import PollView, view
from services.feedback.rules.permissions import RUN_POLLS
from services.feedback.store import polls
from services.feedback.store.answers import answered_by
from services.feedback.store.excluded import is_excluded
from shared.security import paths_for
from shared.usecase import Context, Request


class MyPolls(Request, frozen=True, kw_only=True):
    """Nothing to say: what is mine."""


class PollList(msgspec.Struct, frozen=True):
    items: list[PollView]


def my_polls(_query: MyPolls, ctx: Context) -> PollList:
    found = polls.listed_for(ctx.actor.cell_path, paths_for(ctx.actor, RUN_POLLS))
    answered = answered_by(ctx.actor.member_id, [poll.id for poll in found])
    excluded = is_excluded(ctx.actor.member_id)
    return PollList([view(poll, ctx, answered=poll.id in answered, excluded=excluded) for poll in found])
