"""Articles: what the editor works on, and beside it what the readers see since it was last published.

`revision` counts the texts (store/texts.py), `version` every change.
"""

from __future__ import annotations

from typing import Any

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.content.rules.errors import ArticleNotFound
from services.content.store.listing import Found, page
from services.content.store.texts import ArticleText
from shared.outbox import Aggregate, change, create
from shared.store import below, in_transaction

STATES = ("draft", "published", "withdrawn")
NOT_LISTED = ("paragraphs", "published__paragraphs", "opened__paragraphs", "outbox")


class PublishedText(me.EmbeddedDocument):
    revision = me.IntField(required=True)
    title = me.StringField(required=True)
    summary = me.StringField()
    paragraphs = me.ListField(me.StringField())
    audience = me.StringField(required=True)


class OpenedText(me.EmbeddedDocument):
    """What everybody may read. `article_version`: the one that article_published told with this text."""

    revision = me.IntField(required=True)
    article_version = me.IntField(required=True)
    title = me.StringField(required=True)
    summary = me.StringField()
    paragraphs = me.ListField(me.StringField())
    reason = me.StringField(required=True)


class Article(Aggregate):
    meta = {
        "collection": "articles",
        "strict": False,  # store/migrations.py
        "auto_create_index": False,
        "indexes": [
            {"fields": ["state", "published.audience", "-published_at", "-id"], "name": "articles_for_readers"},
            {"fields": ["audience", "-changed_at", "-id"], "name": "articles_at_the_desk"},
            {"fields": ["state", "published.audience", "version", "id"], "name": "articles_for_search"},
            {
                "fields": ["opened_at", "id"],
                "name": "articles_for_everybody",
                "partialFilterExpression": {"opened_at": {"$exists": True}},
            },
        ],
    }

    title = me.StringField(required=True)
    summary = me.StringField()
    paragraphs = me.ListField(me.StringField())
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

    @property
    def is_open(self) -> bool:
        return self.opened is not None

    @property
    def places(self) -> set[str]:
        """Whom it is written for, and before whom it stands now: an editor who changes it answers for both."""
        return {self.audience, self.published.audience} if self.state == "published" else {self.audience}


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
        return create(article)

    try:
        return in_transaction(work)
    except NotUniqueError:
        return get(article.id)


def rewrite(article: Article, text: ArticleText, **update: Any) -> Article:
    """A new text and the article that points at it. Raises ChangedByAnother when a racing editor was first."""

    def work() -> Article:
        changed: Article = change(article, **update)
        text.save(force_insert=True)
        return changed

    return in_transaction(work)


def for_readers(audiences: list[str], cursor: str | None) -> Found:
    rows = Article.objects(state="published", published__audience__in=audiences)
    return page(rows.exclude(*NOT_LISTED), "published_at", cursor)


def at_the_desk(paths: tuple[str, ...], state: str | None, cursor: str | None) -> Found:
    """Everything under the paths, drafts as well."""
    if not paths:
        return Found([], None)
    rows = Article.objects(__raw__={"$or": [below("audience", path) for path in paths]})
    if state:
        rows = rows.filter(state=state)
    return page(rows.exclude(*NOT_LISTED), "changed_at", cursor)
