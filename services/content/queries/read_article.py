"""One article: as its readers see it, or with `working` as its editors have it now."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from services.content.engines.in_use import two_persons_asked
from services.content.rules.article_files import SORTS, file_ids
from services.content.rules.blocks import RichBlock
from services.content.rules.editorial import Standing, open_steps, wrote
from services.content.rules.errors import ArticleNotFound
from services.content.rules.markup import markup_of
from services.content.rules.permissions import EDIT, may_read
from services.content.store import article_files, articles, categories, scans, texts
from services.content.store.articles import Article, PublishedText
from services.content.usecases.send_article_file import FileAtDesk
from services.content.usecases.send_article_file import at_desk as file_at_desk
from shared.security import allowed, citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class ReadArticle(Request):
    article_id: Id
    working: bool = False


class ShownFile(msgspec.Struct, frozen=True):
    """A picture or attachment that the text shows; `width` and `height` of a picture, in pixels."""

    id: str
    kind: str
    name: str
    sort: str
    bytes: int
    width: int
    height: int


class CorrectionView(msgspec.Struct, frozen=True):
    at: datetime
    note: str


class CategoryOf(msgspec.Struct, frozen=True):
    id: str
    name: str
    retired: bool


class FileRefused(msgspec.Struct, frozen=True):
    """What was sent for the article and was not taken once it was looked through; told for a week."""

    name: str
    code: str
    told: str
    sent_at: datetime


class DeskView(msgspec.Struct, frozen=True, kw_only=True):
    """`body`: the text in the light markup. `steps`: what the caller may do next. `needs_other`: the caller wrote the
    text and may not approve it. `review_required`: nothing is published without an approval. `files`: all that was sent
    for the article, shown or not."""

    revision: int
    body: str
    stage: str
    publish_at: datetime | None
    returned_for: str | None
    correction: str
    steps: list[str]
    needs_other: bool
    review_required: bool
    files: list[FileAtDesk]
    refused_files: list[FileRefused]


class ArticleView(msgspec.Struct, frozen=True, kw_only=True):
    """`unpublished_changes`: an editor has a newer text than the readers. `desk`: for the article's editors only."""

    id: str
    version: int
    state: str
    title: str
    summary: str
    paragraphs: list[str]
    blocks: list[RichBlock]
    files: list[ShownFile]
    corrections: list[CorrectionView]
    categories: list[CategoryOf]
    audience: str
    organisation_path: str
    author_id: str
    published_at: datetime | None
    withdrawal_reason: str | None
    unpublished_changes: bool
    public: Literal["no", "yes", "older_text"] = "no"
    """Whether everybody may read it, and whether they read what the members do."""
    desk: DeskView | None = None


@citizens_may
@helpers_may("read_news")
def read_article(query: ReadArticle, ctx: Context) -> ArticleView:
    """Raises ArticleNotFound also for an article that the reader may not know of."""
    article = articles.get(query.article_id)
    if allowed(ctx.actor, EDIT, article.audience) and (query.working or article.state != "published"):
        return _view(article, article, _desk(article, ctx))
    if article.state != "published" or not may_read(ctx.actor, article.published.audience):
        raise ArticleNotFound
    return _view(article, article.published)


def _view(article: Article, text: Article | PublishedText, desk: DeskView | None = None) -> ArticleView:
    return ArticleView(
        id=article.id,
        version=article.version,
        state=article.state,
        title=text.title,
        summary=text.summary or "",
        paragraphs=list(text.paragraphs),
        blocks=text.rich,
        files=shown_files(article.id, text.rich),
        corrections=_corrections(article),
        categories=[CategoryOf(each.id, each.name, each.retired) for each in categories.of(text.categories)],
        audience=text.audience,
        organisation_path=text.audience,
        author_id=article.author_id,
        published_at=article.published_at,
        withdrawal_reason=article.withdrawal_reason if article.state == "withdrawn" else None,
        unpublished_changes=article.published is not None and article.published.revision != article.revision,
        public=_public(article),
        desk=desk,
    )


def shown_files(article_id: str, blocks: list[RichBlock]) -> list[ShownFile]:
    """In the order of the text."""
    wanted = file_ids(blocks)
    known = {file.id: file for file in article_files.of_article(article_id)} if wanted else {}
    return [
        ShownFile(
            file.id, file.kind, file.name, SORTS[file.content_type].name, file.bytes, file.width or 0, file.height or 0
        )
        for file in (known[file_id] for file_id in dict.fromkeys(wanted) if file_id in known)
    ]


def _corrections(article: Article) -> list[CorrectionView]:
    if article.state != "published":
        return []
    return [CorrectionView(each.at, each.note) for each in article.published.corrections]


def _desk(article: Article, ctx: Context) -> DeskView:
    own = wrote(ctx.actor.member_id, texts.writers_since(article.id, article.published_revision))
    standing = Standing(
        stage=article.stage,
        is_public=article.state == "published",
        is_new=article.has_new_text,
        is_approved=article.is_approved,
    )
    return DeskView(
        revision=article.revision,
        body=markup_of(article.rich),
        stage=article.stage,
        publish_at=article.publish_at,
        returned_for=article.returned_for if article.stage == "returned" else None,
        correction=article.correction or "",
        steps=open_steps(standing, two_persons=two_persons_asked(), own_text=own),
        review_required=two_persons_asked(),
        files=[file_at_desk(file) for file in article_files.of_article(article.id)],
        refused_files=[
            FileRefused(scan.file_name, scan.code, scan.told, scan.at) for scan in scans.ended_of_article(article.id)
        ],
        needs_other=own and two_persons_asked() and article.stage == "in_review",
    )


def _public(article: Article) -> Literal["no", "yes", "older_text"]:
    if not article.is_open:
        return "no"
    return "yes" if article.opened.revision == article.published.revision else "older_text"
