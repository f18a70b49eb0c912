"""A member takes a mark away, also one of what can no longer be read. What is not marked stays so."""

from __future__ import annotations

from services.content.store import bookmarks
from services.content.usecases.add_bookmark import AddBookmark, Marked
from shared.usecase import Context


class RemoveBookmark(AddBookmark):
    pass


def remove_bookmark(command: RemoveBookmark, ctx: Context) -> Marked:
    bookmarks.remove(ctx.actor.member_id, command.kind, command.ref, command.anchor)
    return Marked(command.kind, command.ref, command.anchor)
