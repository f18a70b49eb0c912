"""A member asks; the clause answers, or the nearest are offered, or a person should be asked.

Searches only what the member may read, in force today where he lives or on the day that he asks about. A question that
goes on from the one before is read with it, as long as that is kept.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from services.assistant.engines.answering import Reason, Reply
from services.assistant.engines.conversation import Answered, Asking, Part, answer_message, said
from services.assistant.engines.library import Library, library
from services.assistant.rules.answer import Citation
from services.assistant.rules.computing import Computed
from services.assistant.rules.knowledge import EVERYBODY
from services.assistant.rules.tiers import Tier
from services.assistant.store import questions
from services.assistant.store.questions import AskedQuestion
from shared import clock
from shared.outbox import create
from shared.security import paths
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request

# One character answers "có bao nhiêu đồng chí được miễn?".
QuestionText = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
# Who goes on and on from one question has long named another subject.
LOOKED_BACK = 6


class Ask(Request):
    """`conversation_id`: chosen by whoever asks; questions of one conversation may go on from each other. `as_of`: the
    day whose rules are asked, whatever day the question names; today otherwise."""

    question: QuestionText
    conversation_id: Id | None = None
    as_of: date | None = None


class AnsweredPart(msgspec.Struct, frozen=True, kw_only=True):
    """`as_of`: the day that it was answered for, where that is not today."""

    question: str
    tier: Tier
    reason: Reason | None
    answer: str
    citations: list[Citation]
    suggestions: list[Citation]
    as_of: date | None
    computed: Computed | None


class AnsweredQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """The whole message; `tier` is that of its question which most needs a person. `parts`: each of several questions
    by itself, empty for one; `left`: those that were too many. After `talk` no hand-over is to be offered."""

    id: str
    conversation_id: str
    tier: Tier
    reason: Reason | None
    answer: str
    citations: list[Citation]
    suggestions: list[Citation]
    as_of: date | None
    computed: Computed | None
    parts: list[AnsweredPart]
    left: list[str]


def ask(command: Ask, ctx: Context) -> AnsweredQuestion:
    refuse_secrets({"question": command.question}, ctx.actor, ctx.actor.cell_path, ctx.now)
    opened = library()
    today = clock.local_date(ctx.now)
    asking = Asking([*paths.ancestors(ctx.actor.cell_path), EVERYBODY], today, command.as_of)
    message = answer_message(command.question, opened.retriever, opened.policy, asking, lambda: _earlier(command, ctx))
    answered = _told(ctx.new_id(), command, message, today)
    create(_question(command, answered, message.reply, opened, ctx))
    return answered


def _earlier(command: Ask, ctx: Context) -> list[str]:
    if command.conversation_id is None:
        return []
    return questions.of_conversation(ctx.actor.member_id, command.conversation_id, ctx.now, LOOKED_BACK)


def _told(question_id: str, command: Ask, message: Answered, today: date) -> AnsweredQuestion:
    reply = message.reply
    several = len(message.parts) > 1
    return AnsweredQuestion(
        id=question_id,
        conversation_id=command.conversation_id or question_id,
        tier=reply.tier,
        reason=reply.reason,
        answer=message.said,
        citations=reply.citations,
        suggestions=reply.suggestions,
        as_of=_other_day(reply, today),
        computed=None if several else reply.computed,
        parts=[_part(part, today) for part in message.parts] if several else [],
        left=message.left,
    )


def _part(part: Part, today: date) -> AnsweredPart:
    reply = part.reply
    return AnsweredPart(
        question=part.question,
        tier=reply.tier,
        reason=reply.reason,
        answer=said(reply, today),
        citations=reply.citations,
        suggestions=reply.suggestions,
        as_of=_other_day(reply, today),
        computed=reply.computed,
    )


def _other_day(reply: Reply, today: date) -> date | None:
    return reply.as_of if reply.as_of != today else None


def _question(command: Ask, answered: AnsweredQuestion, reply: Reply, opened: Library, ctx: Context) -> AskedQuestion:
    return AskedQuestion(
        id=answered.id,
        member_id=ctx.actor.member_id,
        cell_path=ctx.actor.cell_path,
        conversation_id=answered.conversation_id,
        text=command.question,
        reply=msgspec.json.encode(answered).decode(),
        tier=reply.tier,
        reason=reply.reason if reply.tier == "handover" else None,
        coverage=reply.coverage,
        policy_version=opened.policy.version,
        cited=[f"{citation.document_id}#{citation.anchor}" for citation in reply.citations],
        asked_at=ctx.now,
        expires_at=ctx.now + opened.question_kept,
    )
