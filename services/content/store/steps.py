"""What was done with an article, step by step: one row per version, stored with the change, never changed, never
deleted."""

from __future__ import annotations

from datetime import datetime

import mongoengine as me

from services.content.rules.editorial import STEPS


class ArticleStep(me.Document):
    """`by` is empty for what the service did at a set time. `revision`: the text that it was done with."""

    meta = {
        "collection": "article_steps",
        "auto_create_index": False,
        "indexes": [{"fields": ["article_id", "version"], "unique": True, "name": "article_step"}],
    }

    id = me.StringField(primary_key=True)
    article_id = me.StringField(required=True)
    version = me.IntField(required=True)
    revision = me.IntField(required=True)
    kind = me.StringField(required=True, choices=STEPS)
    by = me.StringField()
    at = me.DateTimeField(required=True)
    reason = me.StringField()
    publish_at = me.DateTimeField()


def step(
    article_id: str, version: int, revision: int, *, kind: str, by: str, at: datetime,
    reason: str = "", publish_at: datetime | None = None,
) -> ArticleStep:  # fmt: skip
    return ArticleStep(
        id=f"{article_id}:{version}", article_id=article_id, version=version, revision=revision, kind=kind, by=by,
        at=at, reason=reason, publish_at=publish_at,
    )  # fmt: skip


def was_taken(article_id: str, version: int, kind: str, by: str) -> bool:
    """The step that led to this version: a command that comes again has been carried out."""
    return ArticleStep.objects(pk=f"{article_id}:{version}", kind=kind, by=by).first() is not None


def steps_of(article_id: str) -> list[ArticleStep]:
    """The newest first."""
    return list(ArticleStep.objects(article_id=article_id).order_by("-version"))
