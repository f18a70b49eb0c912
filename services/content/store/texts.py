"""Every text that was ever written: one row per revision, never changed, never deleted.

The row is stored in the same transaction as the article or document that points at it.
"""

from __future__ import annotations

import mongoengine as me

from services.content.rules.article_text import restored
from services.content.rules.blocks import RichBlock


class ArticleText(me.Document):
    """`id` derives from the command that wrote it, so that a repeated command is recognised by its text."""

    meta = {
        "collection": "article_texts",
        "auto_create_index": False,
        "indexes": [{"fields": ["article_id", "revision"], "unique": True, "name": "article_revision"}],
    }

    id = me.StringField(primary_key=True)
    article_id = me.StringField(required=True)
    revision = me.IntField(required=True)
    title = me.StringField(required=True)
    summary = me.StringField()
    paragraphs = me.ListField(me.StringField(), required=True)
    blocks = me.ListField(me.DictField())
    categories = me.ListField(me.StringField())
    audience = me.StringField(required=True)
    author_id = me.StringField(required=True)
    correction = me.StringField()
    written_at = me.DateTimeField(required=True)

    @property
    def rich(self) -> list[RichBlock]:
        return restored(self.blocks)


class DocumentText(me.Document):
    meta = {
        "collection": "document_texts",
        "auto_create_index": False,
        "indexes": [{"fields": ["document_id", "revision"], "unique": True, "name": "document_revision"}],
    }

    id = me.StringField(primary_key=True)
    document_id = me.StringField(required=True)
    revision = me.IntField(required=True)
    text = me.StringField(required=True)
    audience = me.StringField(required=True)
    imported_at = me.DateTimeField(required=True)
    imported_by = me.StringField()


def was_written(text_id: str) -> bool:
    return ArticleText.objects(pk=text_id).only("id").first() is not None


def texts_of(article_id: str) -> list[ArticleText]:
    """Every revision, the oldest first."""
    return list(ArticleText.objects(article_id=article_id).order_by("revision"))


def texts_of_document(document_id: str) -> list[DocumentText]:
    """Every revision without its words, the newest first."""
    return list(DocumentText.objects(document_id=document_id).exclude("text").order_by("-revision"))


def text_of_document(document_id: str, revision: int) -> str:
    return str(DocumentText.objects(document_id=document_id, revision=revision).get().text)


def writers_since(article_id: str, revision: int) -> set[str]:
    """Who wrote the texts after this revision."""
    return set(ArticleText.objects(article_id=article_id, revision__gt=revision).distinct("author_id"))


def text_of_revision(article_id: str, revision: int) -> ArticleText | None:
    found: ArticleText | None = ArticleText.objects(article_id=article_id, revision=revision).first()
    return found
