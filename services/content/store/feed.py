"""What other systems are told, numbered in the order of its commits: whoever asks "after 17" misses nothing.

The counter is written in the transaction that adds the entries, so of two at once the second waits for the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import mongoengine as me

from shared.security.paths import ancestors
from shared.store import below

COUNTER = "feed"


class FeedCounter(me.Document):
    meta = {"collection": "feed_counter", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    last = me.IntField(required=True, default=0)


class FeedEntry(me.Document):
    """`id`: its number. `facts`: what the event said, without the text."""

    meta = {"collection": "feed", "auto_create_index": False, "indexes": ["audience", "at"]}

    id = me.IntField(primary_key=True)
    event_id = me.StringField(required=True)
    type = me.StringField(required=True)
    subject = me.StringField(required=True)
    audience = me.StringField(required=True)
    at = me.DateTimeField(required=True)
    facts = me.DictField()


def append(entries: Sequence[Mapping[str, Any]]) -> None:
    """In a transaction. The fields of each but for its number."""
    counter = FeedCounter.objects(pk=COUNTER).modify(upsert=True, new=True, inc__last=len(entries))
    first = counter.last - len(entries) + 1
    rows = [FeedEntry(id=number, **fields) for number, fields in enumerate(entries, first)]
    FeedEntry.objects.insert(rows, load_bulk=False)


def last() -> int:
    counter = FeedCounter.objects(pk=COUNTER).first()
    return int(counter.last) if counter else 0


def oldest() -> int:
    """The number of the oldest entry that is still kept; of none, the next one to come."""
    first = FeedEntry.objects.order_by("id").only("id").first()
    return int(first.id) if first else last() + 1


def after(number: int, path: str, most: int) -> list[FeedEntry]:
    """What concerns the organisations at or below `path`, or was written for those above it as well."""
    meant = [{"audience": {"$in": ancestors(path)}}, below("audience", path)]
    return list(FeedEntry.objects(__raw__={"_id": {"$gt": number}, "$or": meant}).order_by("id").limit(most))


def forget_before(moment: datetime) -> int:
    return int(FeedEntry.objects(at__lt=moment).delete())
