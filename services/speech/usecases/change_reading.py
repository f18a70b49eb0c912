"""An administrator says how a word of the province is read, or takes that back; the next text is read by it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.speech.rules.errors import ReadingChanged, TooManyReadings
from services.speech.rules.permissions import authorise_readings
from services.speech.rules.reading_entries import EDITABLE, checked_entry
from services.speech.store import readings
from services.speech.store.readings import ReadingChange
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Line, Request

Table = Annotated[str, msgspec.Meta(pattern=rf"^(?:{'|'.join(EDITABLE)})$")]


class ChangeReading(Request):
    """`spoken`: None takes the desk's entry out, so that the shipped table counts again. `was`: what the desk said of
    the word on the page the person looked at, None for nothing."""

    table: Table
    written: Line
    spoken: Line | None = None
    was: Line | None = None


class ReadingChangeMade(msgspec.Struct, frozen=True):
    number: int
    table: str
    written: str
    spoken: str | None


def change_reading(command: ChangeReading, ctx: Context) -> ReadingChangeMade:
    """Raises NotPermitted, ReadingRefused, ReadingChanged."""
    root = authorise_readings(ctx.actor)
    written, spoken = command.written, command.spoken
    if spoken is not None:
        written, spoken = checked_entry(command.table, written, spoken)
    return keep_change(ctx, root, command.table, written, spoken=spoken, was=command.was)


def keep_change(
    ctx: Context, root: str, table: str, written: str, *, spoken: str | None, was: str | None, undoes: int | None = None
) -> ReadingChangeMade:
    change_id = ctx.new_id()

    def work() -> ReadingChange:
        last = readings.last_change(table, written)
        if last is not None and last.change_id == change_id:  # the same command again
            return last
        in_force = None if last is None else last.spoken
        if in_force != was or (in_force is None and spoken is None):
            raise ReadingChanged
        if in_force is None and readings.count(table) >= EDITABLE[table]:
            raise TooManyReadings
        made = readings.add(
            table, written, spoken,
            before=in_force, change_id=change_id, made_by=ctx.actor.member_id, made_at=ctx.now, undoes=undoes,
        )  # fmt: skip
        details = {"table": table}
        audit.record(
            "speech.reading_changed", actor=ctx.actor, subject=str(made.number), path=root, details=details, at=ctx.now
        )
        return made

    made = in_transaction(work)
    return ReadingChangeMade(made.number, made.table, made.written, made.spoken)
