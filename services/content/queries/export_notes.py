"""The whole notebook of the caller, to take along: the last changed first."""

from __future__ import annotations

import msgspec

from services.content.store.notes import Notebook
from services.content.usecases.write_note import NoteView, view
from shared.usecase import Context, Request


class ExportNotes(Request):
    pass


class WholeNotebook(msgspec.Struct, frozen=True):
    items: list[NoteView]


def export_notes(_: ExportNotes, ctx: Context) -> WholeNotebook:
    return WholeNotebook(notes_of(ctx.actor.member_id))


def notes_of(member_id: str) -> list[NoteView]:
    return [view(note, written) for note, written in Notebook(member_id).all()]
