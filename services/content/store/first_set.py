"""The first categories and anniversaries, loaded once per installation. What stands there already is left as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pymongo.database import Database

from services.content.engines.first_set import first_anniversaries, first_categories
from services.content.store.anniversaries import Anniversary
from services.content.store.categories import Category
from shared import clock
from shared.outbox import Aggregate

MADE_BY = "first-set"


def load_first_set(_database: Database[dict[str, Any]] | None = None) -> None:
    now = clock.now()
    for row in first_categories():
        _add(Category(version=1, changed_at=now, made_by=MADE_BY, **row))
    for row in first_anniversaries():
        _add(Anniversary(version=1, changed_at=now, **row))


def _add(row: Aggregate) -> None:
    """Not where another has the name by now."""
    rows = type(row)._get_collection()
    row.validate()
    made = row.to_mongo().to_dict()
    taken: Iterable[Any] = rows.find({"$or": [{"_id": row.id}, {"name_key": made["name_key"]}]}, {"_id": 1}).limit(1)
    if not list(taken):
        rows.insert_one(made)
