"""What I asked and had handed over, in my own words, newest first. Nobody else's, and not audited: it is one's own."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.assistant.store import questions
from shared.usecase import Context, Request

SHOWN = 50


class MyQuestions(Request):
    """Nothing to say: what is mine."""


class MyQuestion(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    text: str
    asked_at: datetime


class MyQuestionList(msgspec.Struct, frozen=True):
    items: list[MyQuestion]


def my_questions(_query: MyQuestions, ctx: Context) -> MyQuestionList:
    found = questions.handed_over_by(ctx.actor.member_id, SHOWN)
    return MyQuestionList([MyQuestion(id=item.id, text=item.text, asked_at=item.asked_at) for item in found])
