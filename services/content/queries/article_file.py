"""One picture or file of an article, for who reads the text that shows it. The door fetches the bytes by `blob_id`."""

from __future__ import annotations

import msgspec

from services.content.rules.article_files import file_ids
from services.content.rules.blocks import RichBlock
from services.content.rules.errors import ArticleNotFound
from services.content.rules.file_errors import ArticleFileNotFound, FileBeingLookedThrough
from services.content.rules.permissions import EDIT, may_read
from services.content.store import article_files, articles, opened
from shared.security import allowed, citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class ArticleFileOf(Request):
    article_id: Id
    file_id: Id
    small: bool = False


class FileView(msgspec.Struct, frozen=True):
    kind: str
    name: str
    content_type: str
    blob_id: str


@citizens_may
@helpers_may("read_news")
def article_file(query: ArticleFileOf, ctx: Context) -> FileView:
    """Raises ArticleFileNotFound also for what stands in no text that the caller may read, FileBeingLookedThrough."""
    try:
        article = articles.get(query.article_id)
    except ArticleNotFound:
        raise ArticleFileNotFound from None
    if not any(allowed(ctx.actor, EDIT, place) for place in article.places):
        if article.state != "published" or not may_read(ctx.actor, article.published.audience):
            raise ArticleFileNotFound
        _check_shown(query.file_id, article.published.rich)
    return _view(query)


def open_article_file(query: ArticleFileOf, _ctx: Context) -> FileView:
    """Of a text that is open to everybody. Raises ArticleFileNotFound, ArticleNotFound."""
    _check_shown(query.file_id, opened.get(query.article_id).opened.rich)
    return _view(query)


def _check_shown(file_id: str, blocks: list[RichBlock]) -> None:
    if file_id not in file_ids(blocks):
        raise ArticleFileNotFound


def _view(query: ArticleFileOf) -> FileView:
    file = article_files.get(query.article_id, query.file_id)
    if file.unseen:
        raise FileBeingLookedThrough
    blob_id = file.small_id if query.small and file.small_id else file.blob_id
    return FileView(file.kind, file.name, file.content_type, blob_id)
