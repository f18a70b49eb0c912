"""The audio books that an editor works on, in every state, the last changed first."""

from __future__ import annotations

from services.content.queries.list_books import BookPage, book_row
from services.content.rules.permissions import EDIT
from services.content.store import books
from shared.security import paths_for
from shared.usecase import Context, Cursor, Request


class ListDeskBooks(Request):
    cursor: Cursor | None = None


def list_desk_books(query: ListDeskBooks, ctx: Context) -> BookPage:
    found = books.at_the_desk(paths_for(ctx.actor, EDIT), query.cursor)
    return BookPage([book_row(book, book) for book in found.rows], found.next_cursor)
