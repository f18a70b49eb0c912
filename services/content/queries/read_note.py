"""One note of the caller's own notebook."""

from __future__ import annotations

from services.content.store.notes import Notebook
from services.content.usecases.write_note import NoteView, view
from shared.usecase import Context, Id, Request


class ReadNote(Request):
    note_id: Id


def read_note(query: ReadNote, ctx: Context) -> NoteView:
    """Raises NoteNotFound also for another member's."""
    notebook = Notebook(ctx.actor.member_id)
    note = notebook.get(query.note_id)
    return view(note, notebook.open(note))
