"""A change on the desk is taken back: what was in force before it is in force again, as a change of its own."""

from __future__ import annotations

from services.speech.rules.errors import ReadingChanged
from services.speech.rules.permissions import authorise_readings
from services.speech.store import readings
from services.speech.usecases.change_reading import ReadingChangeMade, keep_change
from shared.usecase import Context, Request


class UndoReading(Request):
    number: int


def undo_reading(command: UndoReading, ctx: Context) -> ReadingChangeMade:
    """Raises NotPermitted, ReadingChangeNotFound; ReadingChanged when the entry was changed again since."""
    root = authorise_readings(ctx.actor)
    change = readings.get(command.number)
    last = readings.last_change(change.table, change.written)
    if last is None or change.number not in {last.number, last.undoes}:
        raise ReadingChanged
    was = change.spoken if last.number == change.number else last.before
    return keep_change(ctx, root, change.table, change.written, spoken=change.before, was=was, undoes=change.number)
