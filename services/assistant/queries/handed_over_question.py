"""The text of a question that was handed over, for an officer of the committee that got it or of one above. Audited."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.assistant.rules.errors import QuestionNotFound
from services.assistant.rules.permissions import READ_HANDED_OVER
from services.assistant.store import questions
from shared.security import audit, authorise
from shared.usecase import Context, Id, Request


class HandedOverQuestion(Request):
    question_id: Id


class QuestionForOfficer(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    member_id: str
    cell_path: str
    text: str
    topic: str | None
    asked_at: datetime
    handed_over_at: datetime


def handed_over_question(query: HandedOverQuestion, ctx: Context) -> QuestionForOfficer:
    asked = questions.get(query.question_id)
    authorise(ctx.actor, READ_HANDED_OVER, asked.committee_path or asked.cell_path)
    # An officer may not learn what a member asked a machine and kept to himself.
    if asked.handed_over_at is None:
        raise QuestionNotFound
    audit.record(
        "assistant.handed_over_question_read",
        actor=ctx.actor,
        subject=asked.id,
        path=asked.cell_path,
        about=[asked.member_id],
        at=ctx.now,
    )
    return QuestionForOfficer(
        id=asked.id,
        member_id=asked.member_id,
        cell_path=asked.cell_path,
        text=asked.text,
        topic=asked.topic,
        asked_at=asked.asked_at,
        handed_over_at=asked.handed_over_at,
    )
