"""An editor opens a published article to everybody, members or not: this very text, with a reason.

A later text is not open by being published to the members: the public keeps this one until that one is opened too.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from services.content.rules.errors import AlreadyOpen, NotPublished
from services.content.store.articles import Article, OpenedText
from services.content.usecases.found_for_change import article_to_change
from services.content.usecases.withdraw_article import Reason
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.contracts.content import ArticleOpened
from shared.outbox import ChangedByAnother, change
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class OpenArticle(Request):
    article_id: Id
    version: Version
    reason: Reason
    confirmed: Literal[True]
    """That everybody may read it, and that what was read once cannot be called back."""


class ArticleInPublic(msgspec.Struct, frozen=True):
    article: ArticleAtDesk
    revision: int


def open_article(command: OpenArticle, ctx: Context) -> ArticleInPublic:
    """Opening what this command opened answers as the first time, and tells nobody again."""
    article = article_to_change(command.article_id, ctx.actor)
    is_open = article.is_open and article.opened.revision == article.published.revision
    if is_open and article.version == command.version + 1:
        return ArticleInPublic(at_desk(article), article.opened.revision)
    if article.version != command.version:
        raise ChangedByAnother
    if article.state != "published":
        raise NotPublished
    if is_open:
        raise AlreadyOpen
    text = article.published
    refuse_secrets(
        {"title": text.title, "summary": text.summary or "", "body": "\n".join(text.paragraphs),
         "reason": command.reason},
        ctx.actor, text.audience, ctx.now,
    )  # fmt: skip
    changed: Article = in_transaction(lambda: _opened(article, command, ctx))
    return ArticleInPublic(at_desk(changed), changed.opened.revision)


def _opened(article: Article, command: OpenArticle, ctx: Context) -> Article:
    text = article.published
    told = ArticleOpened(
        article_id=article.id,
        article_version=article.published_version,
        revision=text.revision,
        audience=text.audience,
        title=text.title,
    )
    opened = OpenedText(
        revision=text.revision,
        article_version=article.published_version,
        title=text.title,
        summary=text.summary,
        paragraphs=list(text.paragraphs),
        blocks=list(text.blocks),
        categories=list(text.categories),
        corrections=list(text.corrections),
        reason=command.reason,
    )
    changed: Article = change(
        article, told, set__opened=opened, set__opened_at=ctx.now, set__changed_at=ctx.now
    )  # fmt: skip
    audit.record(
        "content.article_opened", actor=ctx.actor, subject=article.id, path=text.audience,
        details={"revision": text.revision}, at=ctx.now,
    )  # fmt: skip
    return changed
