"""What stored data of an earlier release needs; run at the start of the service."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from pymongo.database import Database
from pymongo.errors import OperationFailure

from services.content.store.first_set import load_first_set
from shared.store import Migration


def _without_folded_texts(database: Database[dict[str, Any]]) -> None:
    """Search has an index of its own. Until the last process of the release before has ended it may write some more:
    the documents are not strict about them."""
    for collection, index in (("articles", "articles_by_word"), ("documents", "documents_by_word")):
        with suppress(OperationFailure):  # it was never there
            database[collection].drop_index(index)
        database[collection].update_many({"words": {"$exists": True}}, {"$unset": {"words": "", "folded": ""}})


MIGRATIONS = (
    Migration("0001-without-folded-texts", _without_folded_texts),
    Migration("0002-first-categories", load_first_set),
)
