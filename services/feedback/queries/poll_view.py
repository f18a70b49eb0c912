"""What a person sees of a poll. The running totals are hidden from one who has yet to answer: they would lead him."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.feedback.rules.permissions import RUN_POLLS
from services.feedback.rules.polls import is_open, shown_counts
from services.feedback.store.polls import Poll
from shared.security import allowed, covers
from shared.usecase import Context


class PollView(msgspec.Struct, frozen=True, kw_only=True):
    """`counts` is None while fewer than five answered, and while the person may not see it yet."""

    id: str
    version: int
    question: str
    options: list[str]
    audience: str
    opened_at: datetime
    closes_at: datetime
    state: str
    may_answer: bool
    answered: bool
    total: int
    counts: list[int] | None


def view(poll: Poll, ctx: Context, *, answered: bool, excluded: bool) -> PollView:
    running = is_open(poll.state, poll.closes_at, ctx.now)
    put_to_me = covers(poll.audience, ctx.actor.cell_path)
    sees_totals = answered or not running or allowed(ctx.actor, RUN_POLLS, poll.audience)
    return PollView(
        id=poll.id,
        version=poll.version,
        question=poll.question,
        options=list(poll.options),
        audience=poll.audience,
        opened_at=poll.opened_at,
        closes_at=poll.closes_at,
        state="open" if running else "closed",
        may_answer=running and put_to_me and not answered and not excluded,
        answered=answered,
        total=poll.total,
        counts=shown_counts(poll.counts) if sees_totals else None,
    )
