"""Who changed how a word is read, when, and what can still be taken back."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.speech.rules.permissions import authorise_readings
from services.speech.store import readings
from shared.usecase import Context, Request

PAGE = 50


class ReadingHistory(Request):
    """`before`: the number that the page before ended with."""

    before: int | None = None


class ReadingStep(msgspec.Struct, frozen=True):
    """`before` → `spoken`; None: the desk said nothing of the word. `can_undo`: nothing came after it."""

    number: int
    table: str
    written: str
    before: str | None
    spoken: str | None
    made_by: str
    made_at: datetime
    undoes: int | None
    can_undo: bool


class ReadingSteps(msgspec.Struct, frozen=True):
    items: list[ReadingStep]
    next_before: int | None


def reading_history(query: ReadingHistory, ctx: Context) -> ReadingSteps:
    authorise_readings(ctx.actor)
    found = readings.page(query.before, PAGE + 1)
    last = {key: change.number for key, change in readings.in_force().items()}
    items = [
        ReadingStep(
            number=change.number,
            table=change.table,
            written=change.written,
            before=change.before,
            spoken=change.spoken,
            made_by=change.made_by,
            made_at=change.made_at,
            undoes=change.undoes,
            can_undo=last[change.table, change.written] == change.number,
        )
        for change in found[:PAGE]
    ]
    return ReadingSteps(items, items[-1].number if len(found) > PAGE else None)
