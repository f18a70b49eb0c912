"""A copy of what another service owns, told by its events in any order: the newest number of each row counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pymongo import UpdateOne


def keep_newest(kind: type[Any], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each row whole, with its `_id` and `sequence`, in one bulk write; what is older than what is stored changes
    nothing. Answers the ids, each once."""
    newest: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        held = newest.get(row["_id"])
        if held is None or held["sequence"] < row["sequence"]:
            newest[row["_id"]] = row
    if newest:
        kind._get_collection().bulk_write([_keep(row) for row in newest.values()], ordered=False)
    return list(newest)


def _keep(row: Mapping[str, Any]) -> UpdateOne:
    newer = {"$lt": [{"$ifNull": ["$sequence", -1]}, row["sequence"]]}
    choice = {"$cond": [newer, {"$literal": row}, "$$ROOT"]}
    return UpdateOne({"_id": row["_id"]}, [{"$replaceWith": choice}], upsert=True)
