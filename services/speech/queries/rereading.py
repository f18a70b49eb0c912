"""How many texts would be read again after the changes on the desk, and how far the last order is."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.speech.rules.permissions import authorise_readings
from services.speech.store import rereadings
from services.speech.usecases.texts_to_reread import texts_to_reread
from shared.usecase import Context, Request


class AskRereading(Request):
    pass


class RereadingOrder(msgspec.Struct, frozen=True):
    """`done` of `total` texts were looked at; `made`: recordings made anew, one for each voice."""

    asked_at: datetime
    finished_at: datetime | None
    total: int
    done: int
    made: int


class RereadingView(msgspec.Struct, frozen=True):
    """`texts`: 0 while an order is under way."""

    texts: int
    last: RereadingOrder | None


def rereading(_query: AskRereading, ctx: Context) -> RereadingView:
    authorise_readings(ctx.actor)
    row = rereadings.newest()
    if row is None:
        return RereadingView(len(texts_to_reread()), None)
    last = RereadingOrder(row.asked_at, row.finished_at, row.total, row.total - len(row.waiting), row.made)
    return RereadingView(len(texts_to_reread()) if row.finished_at else 0, last)
