"""How the province reads its own words: every change that was made on the desk, numbered, never overwritten.

Promises: a change's number is the version of the whole; what is in force is the last change of each entry, so nothing
can be lost and everything can be undone. Two who change at once get two numbers, or one of them ReadingChanged.
"""

from __future__ import annotations

from datetime import datetime

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.speech.rules.errors import ReadingChanged, ReadingChangeNotFound


class ReadingChange(me.Document):
    """`spoken`: None where the entry was taken out. `before`: what was in force, None where nothing was.
    `made_by`: member id of the administrator. `undoes`: number of the change that this one takes back."""

    meta = {
        "collection": "reading_changes",
        "auto_create_index": False,
        "indexes": [{"fields": ["table", "written", "-number"], "name": "reading_changes_by_entry"}],
    }

    number = me.IntField(primary_key=True)
    change_id = me.StringField(required=True)
    table = me.StringField(required=True)
    written = me.StringField(required=True)
    spoken = me.StringField()
    before = me.StringField()
    made_by = me.StringField(required=True)
    made_at = me.DateTimeField(required=True)
    undoes = me.IntField()


def version() -> int:
    """Number of the last change; 0 where none was ever made."""
    last = ReadingChange.objects.order_by("-number").only("number").first()
    return 0 if last is None else int(last.number)


def last_change(table: str, written: str) -> ReadingChange | None:
    found: ReadingChange | None = ReadingChange.objects(table=table, written=written).order_by("-number").first()
    return found


def add(
    table: str,
    written: str,
    spoken: str | None,
    *,
    before: str | None,
    change_id: str,
    made_by: str,
    made_at: datetime,
    undoes: int | None = None,
) -> ReadingChange:
    """Raises ReadingChanged when another change took the number, whatever entry it was of: the caller looks again."""
    change = ReadingChange(
        number=version() + 1,
        change_id=change_id,
        table=table,
        written=written,
        spoken=spoken,
        before=before,
        made_by=made_by,
        made_at=made_at,
        undoes=undoes,
    )
    try:
        change.save(force_insert=True)
    except NotUniqueError:
        raise ReadingChanged from None
    return change


def count(table: str) -> int:
    """Entries of the table that are in force."""
    return sum(1 for (name, _), change in in_force().items() if name == table and change.spoken is not None)


def get(number: int) -> ReadingChange:
    found: ReadingChange | None = ReadingChange.objects(pk=number).first()
    if found is None:
        raise ReadingChangeNotFound
    return found


def page(before: int | None, most: int) -> list[ReadingChange]:
    """Newest first."""
    found = ReadingChange.objects if before is None else ReadingChange.objects(number__lt=before)
    return list(found.order_by("-number").limit(most))


def in_force() -> dict[tuple[str, str], ReadingChange]:
    """The last change of each entry, those that took one out included."""
    return {(change.table, change.written): change for change in ReadingChange.objects.order_by("number")}
