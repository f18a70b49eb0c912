"""Every word that stands in a member's name, folded: some thousands, to tell how a word that is half typed may go on.
Written before the member who has it; one that nobody has any more does no harm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import mongoengine as me
import pymongo
from bson.regex import Regex
from pymongo.errors import BulkWriteError

from services.identity.rules.name_search import words_of


class NameWord(me.Document):
    meta = {"collection": "name_words", "auto_create_index": False}

    id = me.StringField(primary_key=True)


def note(full_names: Iterable[str]) -> None:
    """Outside of a transaction: two who note the same word at once must not end each other's."""
    words = {word for name in full_names for word in words_of(name)}
    if not words:
        return
    collection: Any = NameWord._get_collection()
    missing = words - {row["_id"] for row in collection.find({"_id": {"$in": sorted(words)}})}
    if missing:
        try:
            collection.insert_many([{"_id": word} for word in sorted(missing)], ordered=False)
        except BulkWriteError as error:
            if any(problem["code"] != _DUPLICATE for problem in error.details["writeErrors"]):
                raise


def beginning_with(beginning: str, most: int) -> list[str] | None:
    """None where there are more than `most`."""
    collection: Any = NameWord._get_collection()
    asked = {"_id": Regex(f"^{re.escape(beginning)}")}
    found = [row["_id"] for row in collection.find(asked).sort("_id", pymongo.ASCENDING).limit(most + 1)]
    return found if len(found) <= most else None


_DUPLICATE = 11000
