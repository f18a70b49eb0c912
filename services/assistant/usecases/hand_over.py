"""The member gives his question to a person of his committee. The event says who and where, never what.

Repeating it is safe: a question is handed over once.
"""

from __future__ import annotations

import msgspec

from services.assistant.engines.library import library
from services.assistant.rules.errors import QuestionNotFound
from services.assistant.store import questions
from shared.contracts.assistant import QuestionHandedOver
from shared.outbox import change
from shared.usecase import Context, Id, Request


class HandOver(Request):
    question_id: Id


class HandedOver(msgspec.Struct, frozen=True):
    handed_over: bool


def hand_over(command: HandOver, ctx: Context) -> HandedOver:
    asked = questions.get(command.question_id)
    if asked.member_id != ctx.actor.member_id:
        raise QuestionNotFound
    if asked.handed_over_at is None:
        event = QuestionHandedOver(
            question_id=asked.id,
            member_id=asked.member_id,
            cell_path=asked.cell_path,
            reason=asked.reason or "asked_by_member",
        )
        kept_until = ctx.now + library().handed_over_kept
        change(asked, event, set__handed_over_at=ctx.now, set__expires_at=kept_until)
    return HandedOver(True)
