"""What stored data of an earlier release needs; run at the start of the service."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from pymongo.database import Database
from pymongo.errors import OperationFailure

from shared.store import Migration


def _questions_have_a_committee(database: Database[dict[str, Any]]) -> None:
    """Those from before topics: for whoever leads an organisation over the cell, as they were."""
    with suppress(OperationFailure):  # it was never there
        database["questions"].drop_index("questions_by_place")
    database["questions"].update_many(
        {"committee_path": {"$exists": False}}, [{"$set": {"committee_path": "$cell_path", "topic": "other"}}]
    )


MIGRATIONS = (Migration("0001-questions-have-a-committee", _questions_have_a_committee),)
