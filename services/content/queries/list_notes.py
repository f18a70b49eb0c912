"""The caller's own notes, the last changed first: page by page; or those that hold some words or are about one thing,
for which all of them are opened in memory (at most 2,000)."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.rules.notes import ThingKind, Written, holds, is_about
from services.content.store.notes import Notebook
from services.content.usecases.write_note import NoteView, view
from shared.usecase import Context, Cursor, Id, Request

MOST_FOUND = 100


class ListNotes(Request):
    """`about_kind` and `about_ref` go together; with them or `text` there is no further page."""

    text: Annotated[str, msgspec.Meta(max_length=200)] = ""
    about_kind: ThingKind | None = None
    about_ref: Id | None = None
    cursor: Cursor | None = None


class NotePage(msgspec.Struct, frozen=True, kw_only=True):
    items: list[NoteView]
    next_cursor: str | None = None
    more: bool = False
    """Only the first hundred are shown."""


def list_notes(query: ListNotes, ctx: Context) -> NotePage:
    notebook = Notebook(ctx.actor.member_id)
    if not query.text.strip() and not query.about_ref:
        found = notebook.page(query.cursor)
        opened = notebook.open_all(found.rows)
        return NotePage(items=list(map(view, found.rows, opened)), next_cursor=found.next_cursor)
    passing = notebook.all(lambda written: _is_wanted(written, query))
    return NotePage(items=[view(*each) for each in passing[:MOST_FOUND]], more=len(passing) > MOST_FOUND)


def _is_wanted(written: Written, query: ListNotes) -> bool:
    about = query.about_ref is None or is_about(written, query.about_kind or "", query.about_ref)
    return about and holds(written, query.text)
