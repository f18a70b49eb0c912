"""Which articles stand open to everybody, and with which of their texts. Without an account only these are heard.

Promises: of what is told of an article the highest revision counts, in whatever order it arrives, and however often.
"""

from __future__ import annotations

from collections.abc import Sequence

import mongoengine as me
from mongoengine.errors import NotUniqueError


class OpenedArticle(me.Document):
    """`article_version`: the text that is open. `opened`: false once it was closed; the row stays, for late events."""

    meta = {
        "collection": "opened_articles",
        "auto_create_index": False,
        "indexes": [{"fields": ["opened", "-opened_at"], "name": "opened_articles_by_day"}],
    }

    id = me.StringField(primary_key=True)
    revision = me.IntField(required=True)
    article_version = me.IntField(required=True)
    opened = me.BooleanField(required=True)
    opened_at = me.DateTimeField(required=True)
    title = me.StringField()


def note(article_id: str, revision: int, **fields: object) -> None:
    """What is older than the row changes nothing."""
    updates = {f"set__{name}": value for name, value in fields.items()}
    try:
        OpenedArticle.objects(pk=article_id, revision__lt=revision).update_one(
            upsert=True, set__revision=revision, **updates
        )
    except NotUniqueError:
        return


def find(article_id: str) -> OpenedArticle | None:
    found: OpenedArticle | None = OpenedArticle.objects(pk=article_id, opened=True).first()
    return found


def newest(most: int) -> list[OpenedArticle]:
    return list(OpenedArticle.objects(opened=True).order_by("-opened_at").limit(most))


def of(article_ids: Sequence[str]) -> list[OpenedArticle]:
    """The latest first."""
    return list(OpenedArticle.objects(pk__in=list(article_ids), opened=True).order_by("-opened_at"))
