"""A member deletes an own note, for good. One that is gone already is what was wanted."""

from __future__ import annotations

import msgspec

from services.content.store.notes import Notebook
from shared.usecase import Context, Id, Request


class DeleteNote(Request):
    note_id: Id


class NoteGone(msgspec.Struct, frozen=True):
    id: str


def delete_note(command: DeleteNote, ctx: Context) -> NoteGone:
    Notebook(ctx.actor.member_id).remove(command.note_id)
    return NoteGone(command.note_id)
