"""Articles: what the editor works on, and beside it what the readers see since it was last published.

`revision` counts the texts (store/texts.py), `version` every change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.content.rules.article_files import file_ids
from services.content.rules.article_text import restored
from services.content.rules.blocks import RichBlock
from services.content.rules.editorial import STAGES
from services.content.rules.errors import ArticleNotFound
from services.content.store import article_files
from services.content.store.listing import Found, page
from services.content.store.steps import ArticleStep, step
from services.content.store.texts import ArticleText
from shared.outbox import Aggregate, change, create
from shared.store import below, in_transaction

STATES = ("draft", "published", "withdrawn")
AT_ONCE = 100
NOT_LISTED = (
    "paragraphs", "blocks", "published__paragraphs", "published__blocks", "opened__paragraphs", "opened__blocks",
    "outbox",
)  # fmt: skip


class Correction(me.EmbeddedDocument):
    at = me.DateTimeField(required=True)
    note = me.StringField(required=True)


class PublishedText(me.EmbeddedDocument):
    revision = me.IntField(required=True)
    title = me.StringField(required=True)
    summary = me.StringField()
    paragraphs = me.ListField(me.StringField())
    blocks = me.ListField(me.DictField())
    categories = me.ListField(me.StringField())
    audience = me.StringField(required=True)
    corrections = me.EmbeddedDocumentListField(Correction)

    @property
    def rich(self) -> list[RichBlock]:
        return restored(self.blocks)


class OpenedText(me.EmbeddedDocument):
    """What everybody may read. `article_version`: the one that article_published told with this text."""

    revision = me.IntField(required=True)
    article_version = me.IntField(required=True)
    title = me.StringField(required=True)
    summary = me.StringField()
    paragraphs = me.ListField(me.StringField())
    blocks = me.ListField(me.DictField())
    categories = me.ListField(me.StringField())
    corrections = me.EmbeddedDocumentListField(Correction)
    reason = me.StringField(required=True)

    @property
    def rich(self) -> list[RichBlock]:
        return restored(self.blocks)


class Article(Aggregate):
    meta = {
        "collection": "articles",
        "strict": False,  # store/migrations.py
        "auto_create_index": False,
        "indexes": [
            {"fields": ["state", "published.audience", "-published_at", "-id"], "name": "articles_for_readers"},
            {
                "fields": ["state", "published.categories", "published.audience", "-published_at", "-id"],
                "name": "articles_by_category",
            },
            {"fields": ["audience", "-changed_at", "-id"], "name": "articles_at_the_desk"},
            {"fields": ["state", "published.audience", "version", "id"], "name": "articles_for_search"},
            {
                "fields": ["opened_at", "id"],
                "name": "articles_for_everybody",
                "partialFilterExpression": {"opened_at": {"$exists": True}},
            },
            {"fields": ["stage", "publish_at"], "name": "articles_by_stage"},
        ],
    }

    title = me.StringField(required=True)
    summary = me.StringField()
    paragraphs = me.ListField(me.StringField())
    blocks = me.ListField(me.DictField())
    categories = me.ListField(me.StringField())
    audience = me.StringField(required=True)
    author_id = me.StringField(required=True)
    state = me.StringField(required=True, choices=STATES)
    revision = me.IntField(required=True)
    changed_at = me.DateTimeField(required=True)
    published = me.EmbeddedDocumentField(PublishedText)
    published_at = me.DateTimeField()
    published_version = me.IntField()
    withdrawn_at = me.DateTimeField()
    withdrawal_reason = me.StringField()
    opened = me.EmbeddedDocumentField(OpenedText)
    opened_at = me.DateTimeField()
    closing_reason = me.StringField()
    stage = me.StringField(choices=STAGES, default="writing")
    approved_revision = me.IntField()
    publish_at = me.DateTimeField()
    returned_for = me.StringField()
    correction = me.StringField()

    @property
    def is_open(self) -> bool:
        return self.opened is not None

    @property
    def places(self) -> set[str]:
        """Whom it is written for, and before whom it stands now: an editor who changes it answers for both."""
        return {self.audience, self.published.audience} if self.state == "published" else {self.audience}

    @property
    def rich(self) -> list[RichBlock]:
        return restored(self.blocks)

    @property
    def published_revision(self) -> int:
        return int(self.published.revision) if self.published else 0

    @property
    def has_new_text(self) -> bool:
        """A text that may go to the readers, and that they do not have."""
        is_newer = self.published_revision != self.revision
        return bool(self.state == "draft" or (self.state == "published" and is_newer))

    @property
    def is_approved(self) -> bool:
        return bool(self.approved_revision == self.revision)


def get(article_id: str) -> Article:
    """Raises ArticleNotFound."""
    found: Article | None = Article.objects(pk=article_id).first()
    if found is None:
        raise ArticleNotFound
    return found


def add(article: Article, text: ArticleText) -> Article:
    """The article with its first text; the one already stored when the command is repeated."""

    def work() -> Article:
        text.save(force_insert=True)
        _step(article, "written", text, 1).save(force_insert=True)
        return create(article)

    try:
        return in_transaction(work)
    except NotUniqueError:
        return get(article.id)


def rewrite(article: Article, text: ArticleText, **update: Any) -> Article:
    """A new text and the article that points at it. Raises ChangedByAnother when a racing editor was first,
    FileNotAttached when one deleted a file that it shows."""

    def work() -> Article:
        changed: Article = change(article, **update)
        article_files.put_into_text(article.id, file_ids(text.rich))
        text.save(force_insert=True)
        _step(article, "revised", text, changed.version).save(force_insert=True)
        return changed

    return in_transaction(work)


def _step(article: Article, kind: str, text: ArticleText, version: int) -> ArticleStep:
    return step(article.id, version, text.revision, kind=kind, by=text.author_id, at=text.written_at)


def due(now: datetime) -> list[Article]:
    """What was to be published by now, the longest overdue first."""
    return list(Article.objects(stage="scheduled", publish_at__lte=now).order_by("publish_at").limit(AT_ONCE))


def for_readers(audiences: list[str], cursor: str | None, categories: Sequence[str] | None = None) -> Found:
    """`categories`: only what carries one of them."""
    rows = Article.objects(state="published", published__audience__in=audiences)
    if categories is not None:
        rows = rows.filter(published__categories__in=list(categories))
    return page(rows.exclude(*NOT_LISTED), "published_at", cursor)


def at_the_desk(paths: tuple[str, ...], state: str | None, category: str | None, cursor: str | None) -> Found:
    """Everything under the paths, drafts as well."""
    if not paths:
        return Found([], None)
    rows = Article.objects(__raw__={"$or": [below("audience", path) for path in paths]})
    if state:
        rows = rows.filter(stage=state) if state in STAGES else rows.filter(state=state)
    if category:
        rows = rows.filter(categories=category)
    return page(rows.exclude(*NOT_LISTED), "changed_at", cursor)


def carrying(category_id: str) -> int:
    """How many articles have it before their readers."""
    return int(Article.objects(state="published", published__categories=category_id).count())
