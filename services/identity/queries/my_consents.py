"""What I agreed to, when, and what I took back."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.rules.consents import Purpose, text_of
from services.identity.store import consents
from services.identity.usecases.opening_session import check_open
from shared.usecase import Context, Request


class MyConsents(Request):
    pass


class ConsentView(msgspec.Struct, frozen=True):
    id: str
    purpose: str
    title: str
    text_version: int
    in_person: bool
    given_at: datetime
    withdrawn_at: datetime | None


class ConsentList(msgspec.Struct, frozen=True):
    items: list[ConsentView]


def my_consents(_: MyConsents, ctx: Context) -> ConsentList:
    check_open(ctx.actor.token_id)
    return ConsentList(
        [
            ConsentView(
                item.id,
                item.purpose,
                text_of(Purpose(item.purpose), item.text_version).title,
                item.text_version,
                item.way == "in_person",
                item.given_at,
                item.withdrawn_at,
            )
            for item in consents.of_member(ctx.actor.member_id)
        ]
    )
