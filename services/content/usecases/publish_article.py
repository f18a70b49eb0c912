"""An editor puts an article before its readers: this text, for this audience, from now on.

Publishing the version that is already out answers as the first time did, and tells nobody again.
"""

from __future__ import annotations

from services.content.rules.errors import NothingNewToPublish, NotPublished
from services.content.rules.permissions import authorise_edit
from services.content.store import articles
from services.content.store.articles import Article, PublishedText
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.contracts.content import ArticlePublished, Block
from shared.outbox import ChangedByAnother, change
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request, Version


class PublishArticle(Request):
    article_id: Id
    version: Version


def publish_article(command: PublishArticle, ctx: Context) -> ArticleAtDesk:
    article = articles.get(command.article_id)
    authorise_edit(ctx.actor, article.places)
    if article.state == "published" and article.version == article.published_version == command.version + 1:
        return at_desk(article)
    if article.version != command.version:
        raise ChangedByAnother
    _check_there_is_something_new(article)
    # Again: the rules may have become stricter since the text was written.
    text = {"title": article.title, "summary": article.summary or "", "body": "\n".join(article.paragraphs)}
    refuse_secrets(text, ctx.actor, article.audience, ctx.now)
    changed = change(
        article,
        _told(article),
        set__state="published",
        set__published=_for_readers(article),
        set__published_at=article.published_at if article.state == "published" else ctx.now,
        set__published_version=article.version + 1,
        set__changed_at=ctx.now,
    )
    return at_desk(changed)


def _check_there_is_something_new(article: Article) -> None:
    if article.state == "withdrawn":
        raise NotPublished
    if article.state == "published" and article.published.revision == article.revision:
        raise NothingNewToPublish


def _told(article: Article) -> ArticlePublished:
    return ArticlePublished(
        article_id=article.id,
        article_version=article.version + 1,
        audience=article.audience,
        title=article.title,
        blocks=[Block(text=paragraph) for paragraph in article.paragraphs],
    )


def _for_readers(article: Article) -> PublishedText:
    return PublishedText(
        revision=article.revision,
        title=article.title,
        summary=article.summary,
        paragraphs=list(article.paragraphs),
        audience=article.audience,
    )
