"""Which articles were withdrawn, and at which version: known even when their publication arrives later."""

from __future__ import annotations

import mongoengine as me


class WithdrawnArticle(me.Document):
    meta = {"collection": "withdrawn_articles", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    version = me.IntField(required=True)


def remember(article_id: str, version: int) -> None:
    WithdrawnArticle.objects(pk=article_id).update_one(upsert=True, max__version=version)


def is_withdrawn(article_id: str, version: int) -> bool:
    return WithdrawnArticle.objects(pk=article_id, version__gte=version).first() is not None
