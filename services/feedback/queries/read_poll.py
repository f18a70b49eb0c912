"""One poll, with its totals for those who answered, those who run it and, when it is over, everybody it was put to."""

from __future__ import annotations

from services.feedback.queries.poll_view import PollView, view
from services.feedback.rules.errors import PollNotFound
from services.feedback.rules.permissions import RUN_POLLS
from services.feedback.store import polls
from services.feedback.store.answers import answered_by
from services.feedback.store.excluded import is_excluded
from shared.security import allowed, covers
from shared.usecase import Context, Id, Request


class ReadPoll(Request, frozen=True, kw_only=True):
    poll_id: Id


def read_poll(query: ReadPoll, ctx: Context) -> PollView:
    """Raises PollNotFound also for a poll that the person may not know of."""
    poll, actor = polls.get(query.poll_id), ctx.actor
    if not covers(poll.audience, actor.cell_path) and not allowed(actor, RUN_POLLS, poll.audience):
        raise PollNotFound
    answered = bool(answered_by(actor.member_id, [poll.id]))
    return view(poll, ctx, answered=answered, excluded=is_excluded(actor.member_id))
