"""Capitals that no table knows and that a reader had to spell, with the articles they stood in: proposals for the desk.

Does not: keep a word of the text around them, nor who wrote or read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import mongoengine as me

MOST_ARTICLES = 20
MOST_WORDS = 2_000
KEPT_SECONDS = 90 * 24 * 3600


class UnknownWord(me.Document):
    """`articles`: the latest that it stood in. `spelled_on_purpose`: an administrator said that letters are right."""

    meta = {
        "collection": "unknown_words",
        "auto_create_index": False,
        "indexes": [{"fields": ["seen_at"], "expireAfterSeconds": KEPT_SECONDS}],
    }

    word = me.StringField(primary_key=True)
    articles = me.ListField(me.StringField())
    seen_at = me.DateTimeField(required=True)
    spelled_on_purpose = me.BooleanField(default=False)


def note(words: Iterable[str], article_id: str, now: datetime) -> None:
    """Noted again for the same article it changes nothing but the time."""
    for word in words:
        UnknownWord.objects(pk=word).update_one(upsert=True, set__seen_at=now)
        latest = {"$each": [article_id], "$slice": -MOST_ARTICLES}
        UnknownWord.objects(pk=word, articles__ne=article_id).update_one(__raw__={"$push": {"articles": latest}})


def spell(word: str) -> bool:
    return bool(UnknownWord.objects(pk=word).update_one(set__spelled_on_purpose=True))


def most_seen(most: int) -> list[UnknownWord]:
    """Not those to be spelled; what stands in the most articles first."""
    found = UnknownWord.objects(spelled_on_purpose__ne=True).order_by("-seen_at").limit(MOST_WORDS)
    return sorted(found, key=lambda item: (-len(item.articles), item.word))[:most]
