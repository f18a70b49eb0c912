"""Members of an organisation and below by card or name, in the order of a Vietnamese list, a page at a time.

Three ways through 500,000 members: a small organisation is read whole, from its index alone; a name goes through the
index of words, which lies in the order of the list; what is too vague for that finds its page soon in the list itself.
Only the members shown are fetched. Measured in docs/performance.md (B11).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pymongo
from bson.regex import Regex

from services.identity.rules.name_search import Sought, expression_for, sought, ways_to_find
from services.identity.store import name_words
from services.identity.store.members import BY_PLACE, BY_SORT, BY_WORD, CARD, Member
from shared.store import below, blind_index

FEW = 3_000
"""Members of an organisation that is read whole."""
MOST_COMPLETIONS = 150
"""mongod reads up to 200 ranges of an index side by side, in order; of more it sorts everything they hold."""
COUNTED = 1_000
_LIST_ORDER = [("sort_key", pymongo.ASCENDING), ("_id", pymongo.ASCENDING)]
_SHOWN = ("id", "full_name", "status", "cell_id")
Condition = dict[str, Any]


def with_card(path: str, card_number: str) -> Sequence[Member]:
    found: Any = Member.objects(__raw__={**_at(path), "card_key": blind_index(card_number, CARD)})
    return list(found.only(*_SHOWN))


def page(path: str, text: str, after: str | None, size: int) -> Sequence[Member]:
    """`text`: words of a name, or nothing; after the member `after`."""
    asked = sought(text)
    if text.strip() and not (asked.whole or asked.beginning):
        return []
    condition, hint = _narrowed(path, asked)
    parts: list[Condition] = [_at(path), condition, *_words(asked), *_after(after)]
    found: Any = Member._get_collection().find({"$and": [part for part in parts if part]}, {"_id": 1}, hint=hint)
    in_order = [row["_id"] for row in found.sort(_LIST_ORDER).limit(size)]
    shown = {member.id: member for member in Member.objects(pk__in=in_order).only(*_SHOWN)}
    return [shown[member_id] for member_id in in_order if member_id in shown]


def _at(path: str) -> Condition:
    return {**below("cell_path", path), "status": {"$ne": "left"}}


def _narrowed(path: str, asked: Sought) -> tuple[Condition, str]:
    """What the index is read by, and which."""
    if _count(below("cell_path", path), BY_PLACE, FEW + 1) <= FEW:
        return {}, BY_PLACE
    completions = name_words.beginning_with(asked.beginning, MOST_COMPLETIONS) if asked.beginning else None
    ways = ways_to_find(asked, completions)
    if not ways:
        return {}, BY_SORT
    conditions: list[Condition] = [{"name_tokens": {"$in": way}} for way in ways]
    if len(conditions) == 1:
        return conditions[0], BY_WORD
    return min(conditions, key=lambda each: _count(each, BY_WORD, COUNTED)), BY_WORD


def _words(asked: Sought) -> list[Condition]:
    """By the whole name and not by the tokens: an index on a list is read by one of its values only."""
    conditions: list[Condition] = [{"folded_name": Regex(expression_for(word, whole=True))} for word in asked.whole]
    if asked.beginning:
        conditions.append({"folded_name": Regex(expression_for(asked.beginning, whole=False))})
    return conditions


def _after(member_id: str | None) -> list[Condition]:
    last = Member.objects(pk=member_id).only("sort_key").first() if member_id else None
    if last is None:
        return []
    return [
        {"sort_key": {"$gte": last.sort_key}},
        {"$or": [{"sort_key": {"$gt": last.sort_key}}, {"sort_key": last.sort_key, "_id": {"$gt": last.id}}]},
    ]


def _count(condition: Condition, hint: str, limit: int) -> int:
    return int(Member._get_collection().count_documents(condition, hint=hint, limit=limit))
