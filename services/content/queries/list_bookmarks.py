"""What the caller marked to read later, the last marked first. Of what was withdrawn, or is no longer for the caller,
only that it is so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from services.content.rules.bookmarks import Mark
from services.content.rules.permissions import may_read
from services.content.store import bookmarks
from services.content.store.articles import Article
from services.content.store.documents import Document
from shared.security import Actor
from shared.usecase import Context, Cursor, Request


class ListBookmarks(Request):
    cursor: Cursor | None = None


class BookmarkRow(msgspec.Struct, frozen=True, kw_only=True):
    """`available`: false, and without a title, for what can no longer be read. `heading`: of the clause."""

    kind: str
    ref: str
    anchor: str
    marked_at: datetime
    available: bool
    title: str = ""
    heading: str = ""


class BookmarkPage(msgspec.Struct, frozen=True):
    items: list[BookmarkRow]
    next_cursor: str | None


def list_bookmarks(query: ListBookmarks, ctx: Context) -> BookmarkPage:
    found = bookmarks.of_member(ctx.actor.member_id, query.cursor)
    titles = _articles(found.rows, ctx.actor)
    documents = _documents(found.rows, ctx.actor)
    return BookmarkPage([_row(each, titles, documents) for each in found.rows], found.next_cursor)


def _row(mark: Mark, titles: dict[str, str], documents: dict[str, Document]) -> BookmarkRow:
    document = documents.get(mark.ref) if mark.kind == "document" else None
    title = document.title if document else titles.get(mark.ref, "") if mark.kind == "article" else ""
    heading = ""
    if document and mark.anchor:
        heading = next((each["heading"] for each in document.sections if each["anchor"] == mark.anchor), "")
    return BookmarkRow(
        kind=mark.kind,
        ref=mark.ref,
        anchor=mark.anchor,
        marked_at=mark.marked_at,
        available=bool(title),
        title=title,
        heading=heading,
    )


def _articles(marks: Iterable[Mark], actor: Actor) -> dict[str, str]:
    ids = [mark.ref for mark in marks if mark.kind == "article"]
    rows = Article.objects(pk__in=ids, state="published").only("published")
    return {row.id: row.published.title for row in rows if may_read(actor, row.published.audience)}


def _documents(marks: Iterable[Mark], actor: Actor) -> dict[str, Document]:
    ids = [mark.ref for mark in marks if mark.kind == "document"]
    rows = Document.objects(pk__in=ids, withdrawn=False).only("title", "audience", "sections")
    return {row.id: row for row in rows if may_read(actor, row.audience)}
