"""A member changes an own note. What it is about stays."""

from __future__ import annotations

from services.content.rules.notes import Written
from services.content.store.notes import Notebook
from services.content.usecases.write_note import NoteKept, NoteText, Title
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request, Version


class ReviseNote(Request):
    note_id: Id
    version: Version
    text: NoteText
    title: Title = ""


def revise_note(command: ReviseNote, ctx: Context) -> NoteKept:
    """The same text sent again is answered as the first time."""
    notebook = Notebook(ctx.actor.member_id)
    before = notebook.open(notebook.get(command.note_id))
    refuse_secrets({"title": command.title, "text": command.text}, ctx.actor, ctx.actor.cell_path, ctx.now)
    written = Written(title=command.title, text=command.text, about=before.about)
    note = notebook.rewrite(command.note_id, command.version, written, ctx.now)
    return NoteKept(note.id, note.version)
