"""A member marks an article, a document or a clause of it to read later. Marking twice is marking once."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from services.content.queries.read_article import ReadArticle, read_article
from services.content.queries.read_document import ReadDocument, read_document
from services.content.rules.errors import ClauseNotFound
from services.content.store import bookmarks
from shared.usecase import Context, Id, Request

Anchor = Annotated[str, msgspec.Meta(max_length=120, pattern=r"^[a-z0-9-]*$")]


class AddBookmark(Request):
    kind: Literal["article", "document"]
    ref: Id
    anchor: Anchor = ""


class Marked(msgspec.Struct, frozen=True):
    kind: str
    ref: str
    anchor: str


def add_bookmark(command: AddBookmark, ctx: Context) -> Marked:
    """Raises what reading the thing raises, ClauseNotFound, TooManyBookmarks."""
    if command.kind == "article":
        read_article(ReadArticle(article_id=command.ref), ctx)
        anchor = ""
    else:
        anchor = command.anchor
        sections = read_document(ReadDocument(document_id=command.ref), ctx).sections
        if anchor and all(section.anchor != anchor for section in sections):
            raise ClauseNotFound
    bookmarks.add(ctx.actor.member_id, command.kind, command.ref, anchor, ctx.now)
    return Marked(command.kind, command.ref, anchor)
