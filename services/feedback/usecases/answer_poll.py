"""A member answers, once. That somebody took part and what was chosen are stored apart; nothing links the two.

Both are one transaction: either the member took part and the answer counts, or neither.
"""

from __future__ import annotations

import msgspec

from services.feedback.rules.errors import MayNotAnswer, PollClosed, PollNotFound
from services.feedback.rules.permissions import RUN_POLLS
from services.feedback.rules.polls import check_option, is_open
from services.feedback.store import polls
from services.feedback.store.answers import count_answer
from services.feedback.store.excluded import is_excluded
from shared.security import allowed, covers
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class AnswerPoll(Request, frozen=True, kw_only=True):
    poll_id: Id
    option: int


class Answered(msgspec.Struct, frozen=True):
    answered: bool


def answer_poll(command: AnswerPoll, ctx: Context) -> Answered:
    """Raises AlreadyAnswered also for a repeat, PollClosed from the moment of closing on."""
    actor = ctx.actor

    def work() -> None:
        poll = polls.get(command.poll_id)
        if not covers(poll.audience, actor.cell_path):
            raise MayNotAnswer if allowed(actor, RUN_POLLS, poll.audience) else PollNotFound
        if is_excluded(actor.member_id):
            raise MayNotAnswer
        if not is_open(poll.state, poll.closes_at, ctx.now):
            raise PollClosed
        check_option(command.option, poll.options)
        count_answer(poll.id, actor.member_id, command.option)

    in_transaction(work)
    return Answered(True)
