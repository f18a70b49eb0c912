"""A member asks; the clause answers, or the nearest are offered, or a person should be asked.

Searches only what the member may read, in force today where he lives.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.assistant.engines.answering import Reply, reply_to
from services.assistant.engines.library import Library, library
from services.assistant.rules.answer import Citation, spoken
from services.assistant.rules.knowledge import EVERYBODY
from services.assistant.rules.tiers import Tier
from services.assistant.store.questions import AskedQuestion
from shared import clock
from shared.outbox import create
from shared.security import paths
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request

QuestionText = Annotated[str, msgspec.Meta(min_length=2, max_length=2000)]


class Ask(Request):
    question: QuestionText
    conversation_id: Id | None = None


class AnsweredQuestion(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    tier: Tier
    answer: str
    citations: list[Citation]
    suggestions: list[Citation]


def ask(command: Ask, ctx: Context) -> AnsweredQuestion:
    refuse_secrets({"question": command.question}, ctx.actor, ctx.actor.cell_path, ctx.now)
    opened = library()
    readable = [*paths.ancestors(ctx.actor.cell_path), EVERYBODY]
    today = clock.local_date(ctx.now)
    reply = reply_to(command.question, opened.retriever, opened.policy, audiences=readable, as_of=today)
    asked = create(_question(command, reply, opened, ctx))
    return AnsweredQuestion(
        id=asked.id,
        tier=reply.tier,
        answer=reply.answer or spoken(reply.tier, reply.reason),
        citations=reply.citations,
        suggestions=reply.suggestions,
    )


def _question(command: Ask, reply: Reply, opened: Library, ctx: Context) -> AskedQuestion:
    return AskedQuestion(
        id=ctx.new_id(),
        member_id=ctx.actor.member_id,
        cell_path=ctx.actor.cell_path,
        conversation_id=command.conversation_id,
        text=command.question,
        tier=reply.tier,
        reason=reply.reason,
        coverage=reply.coverage,
        policy_version=opened.policy.version,
        cited=[f"{citation.document_id}#{citation.anchor}" for citation in reply.citations],
        asked_at=ctx.now,
        expires_at=ctx.now + opened.question_kept,
    )
