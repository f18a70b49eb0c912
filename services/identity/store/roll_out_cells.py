"""The numbers of each cell. What an organisation has is the sum over one prefix of one index, at any level."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import mongoengine as me

from services.identity.rules.roll_out import Course, Kind, Row, Rows
from shared.contracts.identity import RollOutCounted
from shared.outbox import Aggregate, change, create
from shared.store import below

FIELDS = Row.__struct_fields__


class RollOutCell(Aggregate):
    """The id is the cell's. `rows`: {kind, members, registered, …}."""

    meta = {
        "collection": "roll_out_cells",
        "auto_create_index": False,
        "indexes": ["cell_path"],
    }

    cell_path = me.StringField(required=True)
    rows = me.ListField(me.DictField())


class RollOutCourse(me.Document):
    """By day, apart from the numbers of now: these are read with every page, and would carry the days along."""

    meta = {
        "collection": "roll_out_courses",
        "auto_create_index": False,
        "indexes": ["cell_path"],
    }

    id = me.StringField(primary_key=True)
    cell_path = me.StringField(required=True)
    course = me.ListField(me.DictField())


def by_ids(ids: Iterable[str]) -> dict[str, RollOutCell]:
    return {item.id: item for item in RollOutCell.objects(pk__in=list(ids))}


def keep(found: RollOutCell | None, cell_id: str, cell_path: str, rows: Rows, course: Course) -> bool:
    """False where the numbers are those already kept: nobody is told then."""
    days = [
        {"on": on.isoformat(), "kind": str(kind), "number": number} for (on, kind), number in sorted(course.items())
    ]
    RollOutCourse.objects(pk=cell_id).update_one(set__cell_path=cell_path, set__course=days, upsert=True)
    stored = [{"kind": str(kind), **_fields(row)} for kind, row in sorted(rows.items())]
    told = RollOutCounted(cell_id=cell_id, cell_path=cell_path)
    if found is None:
        create(RollOutCell(id=cell_id, cell_path=cell_path, rows=stored), told)
        return True
    if (found.cell_path, found.rows) == (cell_path, stored):
        return False
    change(found, told, set__cell_path=cell_path, set__rows=stored)
    return True


def _fields(row: Row) -> dict[str, int]:
    return {name: int(getattr(row, name)) for name in FIELDS}


def totals(path: str) -> dict[str, dict[Kind, Row]]:
    """{id of the organisation directly below `path`: its numbers}; for a cell's own path, the cell's."""
    depth = path.count("/")
    child = {"$arrayElemAt": [{"$split": ["$cell_path", "/"]}, depth]}
    sums = {name: {"$sum": f"$rows.{name}"} for name in FIELDS}
    found = RollOutCell._get_collection().aggregate(
        [
            {"$match": below("cell_path", path)},
            {"$project": {"child": child, "rows": 1}},
            {"$unwind": "$rows"},
            {"$group": {"_id": {"child": "$child", "kind": "$rows.kind"}, **sums}},
        ]
    )
    children: dict[str, dict[Kind, Row]] = {}
    for row in found:
        children.setdefault(row["_id"]["child"], {})[Kind(row["_id"]["kind"])] = Row(*(row[name] for name in FIELDS))
    return children


def course_below(path: str) -> Course:
    """How many got their account on each day, of those who belong here today."""
    found: Any = RollOutCourse._get_collection().aggregate(
        [
            {"$match": below("cell_path", path)},
            {"$unwind": "$course"},
            {"$group": {"_id": {"on": "$course.on", "kind": "$course.kind"}, "number": {"$sum": "$course.number"}}},
        ]
    )
    return {(date.fromisoformat(row["_id"]["on"]), Kind(row["_id"]["kind"])): row["number"] for row in found}


class RollOutRun(me.Document):
    """The days on which activity was counted anew, so that of several processes only one does it."""

    meta = {"collection": "roll_out_runs", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    begun_at = me.DateTimeField(required=True)
    done = me.BooleanField(default=False)


def counted_until() -> date | None:
    found = RollOutRun.objects(done=True).order_by("-id").first()
    return date.fromisoformat(found.id) if found else None


def begin_run(day: date, now: datetime, given_up_before: datetime) -> bool:
    """False where another process is at it, or is done. One that began before `given_up_before` is taken over."""
    try:
        RollOutRun(id=day.isoformat(), begun_at=now).save(force_insert=True)
    except me.errors.NotUniqueError:
        stale = RollOutRun.objects(pk=day.isoformat(), done=False, begun_at__lt=given_up_before)
        return bool(stale.update_one(set__begun_at=now))
    return True


def end_run(day: date) -> None:
    RollOutRun.objects(pk=day.isoformat()).update_one(set__done=True)
