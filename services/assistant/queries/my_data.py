"""Every question of mine that the assistant still keeps, in my words (law L4)."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.assistant.store import questions
from shared.usecase import Context, Request


class MyData(Request):
    pass


class KeptQuestion(msgspec.Struct, frozen=True):
    text: str
    asked_at: datetime
    expires_at: datetime
    rating: str | None = None
    """What the member wrote about the answer."""


class MyDataView(msgspec.Struct, frozen=True):
    questions: list[KeptQuestion]


def my_data(_: MyData, ctx: Context) -> MyDataView:
    kept = questions.all_of(ctx.actor.member_id)
    return MyDataView([_shown(item) for item in kept])


def _shown(item: questions.AskedQuestion) -> KeptQuestion:
    return KeptQuestion(item.text, item.asked_at, item.expires_at, item.rating_text)
