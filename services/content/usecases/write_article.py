"""An editor writes an article for an organisation and everybody below it. It is a draft until it is published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec

from services.content.rules.article_files import check_files
from services.content.rules.article_text import BodyForm, plain, stored, typed_blocks
from services.content.rules.blocks import RichBlock
from services.content.rules.categories import checked_categories
from services.content.rules.permissions import EDIT
from services.content.store import articles, categories
from services.content.store.articles import Article
from services.content.store.texts import ArticleText
from shared.security import authorise
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Line, Path, Request

Summary = Annotated[str, msgspec.Meta(max_length=500)]
# Some twenty printed pages: longer texts are documents.
Body = Annotated[str, msgspec.Meta(min_length=1, max_length=60_000)]


Html = Annotated[str, msgspec.Meta(max_length=300_000)]
Categories = Annotated[list[Id], msgspec.Meta(max_length=20)]


class WriteArticle(Request):
    """`body` as it stands, in paragraphs, or in the light markup (rules/markup.py). `html`, where it is given, is what
    counts: the same text as the editor of the browser has it. `categories`: the main one first; None, as the text
    before had them."""

    title: Line
    body: Body
    audience: Path
    summary: Summary = ""
    form: BodyForm = "plain"
    html: Html = ""
    categories: Categories | None = None


class ArticleAtDesk(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str


def write_article(command: WriteArticle, ctx: Context) -> ArticleAtDesk:
    """Raises NotPermitted, SecretMark, TooManyCategories, CategoryUnknown, CategoryRetired."""
    authorise(ctx.actor, EDIT, command.audience)
    blocks = typed_blocks(command.body, command.form, command.html)
    refuse_secrets(texts_in(command, blocks), ctx.actor, command.audience, ctx.now)
    check_files(blocks, {})
    article_id = ctx.new_id()
    text = text_of(command, blocks, ctx, article_id=article_id, revision=1, carried=[])
    article = Article(
        id=article_id,
        title=command.title,
        summary=command.summary,
        paragraphs=list(text.paragraphs),
        blocks=list(text.blocks),
        categories=list(text.categories),
        audience=command.audience,
        author_id=ctx.actor.member_id,
        state="draft",
        revision=1,
        changed_at=ctx.now,
    )
    return at_desk(articles.add(article, text))


def text_of(
    command: WriteArticle, blocks: Sequence[RichBlock], ctx: Context, *, article_id: str, revision: int,
    carried: Sequence[str],
) -> ArticleText:  # fmt: skip
    """`blocks`: as `typed_blocks` read them. `carried`: the categories of the text before. Raises TooManyCategories,
    CategoryUnknown, CategoryRetired."""
    return ArticleText(
        id=ctx.new_id(),
        article_id=article_id,
        revision=revision,
        title=command.title,
        summary=command.summary,
        paragraphs=plain(blocks),
        blocks=stored(blocks),
        categories=_categories(command, carried),
        audience=command.audience,
        author_id=ctx.actor.member_id,
        written_at=ctx.now,
    )


def _categories(command: WriteArticle, carried: Sequence[str]) -> list[str]:
    if command.categories is None:
        return list(carried)
    known = {each.id: bool(each.retired) for each in categories.of(command.categories)}
    return checked_categories(command.categories, known, carried)


def texts_in(command: WriteArticle, blocks: Sequence[RichBlock]) -> dict[str, str]:
    shown = "\n".join([command.body, *plain(blocks)])
    return {"title": command.title, "summary": command.summary, "body": shown}


def at_desk(article: Article) -> ArticleAtDesk:
    return ArticleAtDesk(article.id, article.version, article.state)
