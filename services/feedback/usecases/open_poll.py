"""An officer puts a question to the members of an organisation and of everything below it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from services.feedback.rules.permissions import RUN_POLLS
from services.feedback.rules.polls import check_closing, check_options
from services.feedback.store.answers import prepare_tallies
from services.feedback.store.polls import Poll
from shared.contracts.feedback import PollOpened
from shared.outbox import create
from shared.security import authorise
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Line, Path, Request

PollQuestion = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Options = Annotated[list[Line], msgspec.Meta(min_length=2, max_length=10)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class OpenPoll(Request, frozen=True, kw_only=True):
    question: PollQuestion
    options: Options
    audience: Path
    closes_at: Moment


class PollRef(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str


def open_poll(command: OpenPoll, ctx: Context) -> PollRef:
    authorise(ctx.actor, RUN_POLLS, command.audience)
    texts = {"question": command.question, "options": "\n".join(command.options)}
    refuse_secrets(texts, ctx.actor, command.audience, ctx.now)
    check_options(command.options)
    check_closing(command.closes_at, ctx.now)
    poll_id = ctx.new_id()
    # Before the poll, so that no answer finds its tally missing. Tallies without a poll do no harm.
    prepare_tallies(poll_id, len(command.options))
    poll = create(_poll(command, poll_id, ctx.now), _told(command, poll_id))
    return PollRef(poll.id, poll.version, poll.state)


def _poll(command: OpenPoll, poll_id: str, now: datetime) -> Poll:
    return Poll(
        id=poll_id,
        question=command.question,
        options=command.options,
        audience=command.audience,
        opened_at=now,
        closes_at=command.closes_at,
        state="open",
        counts=[0] * len(command.options),
    )


def _told(command: OpenPoll, poll_id: str) -> PollOpened:
    return PollOpened(
        poll_id=poll_id,
        audience=command.audience,
        question=command.question,
        options=command.options,
        closes_at=command.closes_at,
    )
