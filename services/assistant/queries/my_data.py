"""Every question of mine that the assistant still keeps, in my words, with what it answered (law L4)."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.assistant.store import questions
from shared.usecase import Context, Request


class MyData(Request):
    pass


class KeptQuestion(msgspec.Struct, frozen=True, kw_only=True):
    conversation_id: str
    text: str
    answer: str | None
    asked_at: datetime
    handed_over_at: datetime | None
    topic: str | None
    expires_at: datetime
    rating: str | None = None
    """What the member wrote about the answer."""


class MyDataView(msgspec.Struct, frozen=True):
    questions: list[KeptQuestion]


def my_data(_: MyData, ctx: Context) -> MyDataView:
    return MyDataView([_shown(item) for item in questions.all_of(ctx.actor.member_id)])


def _shown(item: questions.AskedQuestion) -> KeptQuestion:
    return KeptQuestion(
        conversation_id=item.conversation_id or item.id,
        text=item.text,
        answer=msgspec.json.decode(item.reply)["answer"] if item.reply else None,
        asked_at=item.asked_at,
        handed_over_at=item.handed_over_at,
        topic=item.topic,
        expires_at=item.expires_at,
        rating=item.rating_text,
    )
