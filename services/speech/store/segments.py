"""Spoken segments with their sound, one document each (at most a megabyte), kept by what they are made of.

Promises: written once, sound and word times together; `articles` names whose text holds a segment, so that the sound
of a withdrawn article goes and what others share stays; a segment that was looked for within IN_USE is not swept.
Losing one costs only saying it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.speech.rules.segment_facts import Facts, SegmentLost
from shared import clock

AT_ONCE = 500
IN_USE = timedelta(days=1)


class SpokenSegment(me.Document):
    meta = {
        "collection": "segments",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["articles"], "name": "segments_of_article"},
            {"fields": ["used_at"], "name": "segments_by_use"},
        ],
    }

    id = me.StringField(primary_key=True)
    sound = me.BinaryField(required=True)
    bytes = me.IntField(required=True)
    length = me.IntField(required=True)
    rate = me.IntField(required=True)
    heard = me.ListField(me.FloatField())
    articles = me.ListField(me.StringField())
    used_at = me.DateTimeField(required=True)


class ArticleSegments:
    """The cache as one article uses it."""

    def __init__(self, article_id: str) -> None:
        self._article_id = article_id

    def find(self, keys: Collection[str]) -> dict[str, Facts]:
        found = {}
        for some in _portions(list(keys)):
            rows = SpokenSegment.objects(pk__in=some)
            rows.update(set__used_at=clock.now(), add_to_set__articles=self._article_id)
            found.update({row.id: _facts(row) for row in rows.exclude("sound")})
        return found

    def keep(self, key: str, facts: Facts, packed: bytes) -> Facts:
        row = SpokenSegment(
            id=key,
            sound=packed,
            bytes=len(packed),
            length=facts.length,
            rate=facts.rate,
            heard=[second for word in facts.heard for second in word],
            articles=[self._article_id],
            used_at=clock.now(),
        )
        try:
            row.save(force_insert=True)
        except NotUniqueError:
            return self.find([key])[key]
        return facts

    def load(self, key: str) -> bytes:
        row = SpokenSegment.objects(pk=key).only("sound").first()
        if row is None:
            raise SegmentLost(key)
        return bytes(row.sound)


def forget_article(article_id: str) -> None:
    """Its text is withdrawn: what no other article says is gone. Safe to repeat."""
    SpokenSegment.objects(articles=article_id).update(pull__articles=article_id)
    SpokenSegment.objects(articles=[]).delete()


def sweep(now: datetime, unused_for: timedelta, most_bytes: int) -> int:
    """Those unused for so long, then the longest unused until the rest fits. How many went."""
    swept = int(SpokenSegment.objects(used_at__lt=now - max(unused_for, IN_USE)).delete())
    excess = int(SpokenSegment.objects.sum("bytes")) - most_bytes
    last = None
    if excess > 0:
        for row in SpokenSegment.objects(used_at__lt=now - IN_USE).order_by("used_at").only("used_at", "bytes"):
            last, excess = row.used_at, excess - row.bytes
            if excess <= 0:
                break
    return swept if last is None else swept + int(SpokenSegment.objects(used_at__lte=last).delete())


def _facts(row: SpokenSegment) -> Facts:
    seconds = list(row.heard)
    return Facts(row.length, row.rate, tuple(zip(seconds[::2], seconds[1::2], strict=True)))


def _portions(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
