"""An editor puts an article before its readers: this text, for this audience, from now on. Where the setting asks for
two persons, only a text that was approved.

Publishing the version that is already out answers as the first time did, and tells nobody again.
"""

from __future__ import annotations

from services.content.rules.errors import NothingNewToPublish, NotPublished
from services.content.store.articles import Article
from services.content.usecases.found_for_change import article_to_change
from services.content.usecases.putting_before_readers import put_before_readers
from services.content.usecases.taking_step import StepOfArticle
from services.content.usecases.write_article import ArticleAtDesk, at_desk
from shared.outbox import ChangedByAnother
from shared.usecase import Context


class PublishArticle(StepOfArticle):
    pass


def publish_article(command: PublishArticle, ctx: Context) -> ArticleAtDesk:
    article = article_to_change(command.article_id, ctx.actor)
    if article.state == "published" and article.version == article.published_version == command.version + 1:
        return at_desk(article)
    if article.version != command.version:
        raise ChangedByAnother
    _check_there_is_something_new(article)
    return at_desk(put_before_readers(article, "published", ctx.actor, ctx.now))


def _check_there_is_something_new(article: Article) -> None:
    if article.state == "withdrawn":
        raise NotPublished
    if not article.has_new_text:
        raise NothingNewToPublish
