"""How often an article was opened, by article and day: a number, and nothing of who. Kept for a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import mongoengine as me

from shared.clock import local_date

KEPT = timedelta(days=31)
COUNTED = timedelta(days=7)
_MOST_RANKED = 50


class ArticleReads(me.Document):
    """`audience`: the article's when it was read, so that one query finds what a reader may see."""

    meta = {
        "collection": "article_reads",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["audience", "counted_at"], "name": "reads_by_audience"},
            {"fields": ["counted_at"], "name": "reads_forgotten", "expireAfterSeconds": int(KEPT.total_seconds())},
        ],
    }

    id = me.StringField(primary_key=True)
    article_id = me.StringField(required=True)
    audience = me.StringField(required=True)
    counted_at = me.DateTimeField(required=True)
    """The day's first reading."""
    count = me.IntField(required=True)


def count(article_id: str, audience: str, now: datetime) -> None:
    ArticleReads.objects(pk=f"{article_id}/{local_date(now).isoformat()}").update_one(
        upsert=True,
        inc__count=1,
        set__audience=audience,
        set_on_insert__article_id=article_id,
        set_on_insert__counted_at=now,
    )


def most_read(audiences: Sequence[str], now: datetime) -> list[str]:
    """Articles of the last seven days' readings, the most read first."""
    rows = ArticleReads.objects.aggregate(
        [
            {"$match": {"audience": {"$in": list(audiences)}, "counted_at": {"$gt": now - COUNTED}}},
            {"$group": {"_id": "$article_id", "n": {"$sum": "$count"}}},
            {"$sort": {"n": -1, "_id": -1}},
            {"$limit": _MOST_RANKED},
        ]
    )
    return [row["_id"] for row in rows]
