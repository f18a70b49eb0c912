"""A member writes into the own notebook. Nobody else reads it; nobody writes into it in the member's stead."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from services.content.queries.read_article import ReadArticle, read_article
from services.content.queries.read_document import DocumentView, ReadDocument, read_document
from services.content.rules.notes import LONGEST, About, ThingKind, Written
from services.content.store.notes import Note, Notebook
from services.content.usecases.add_bookmark import Anchor
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request

Title = Annotated[str, msgspec.Meta(max_length=200)]
NoteText = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]


class NoteAbout(Request):
    """`label` is only looked at for a meeting: content knows its own titles."""

    kind: ThingKind
    ref: Id
    anchor: Anchor = ""
    label: Title = ""


class WriteNote(Request):
    text: NoteText
    title: Title = ""
    about: NoteAbout | None = None


class NoteView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    title: str
    text: str
    about: About | None
    written_at: datetime
    changed_at: datetime


class NoteKept(msgspec.Struct, frozen=True):
    """Not the text: the door keeps the answers to commands for a day."""

    id: str
    version: int


def write_note(command: WriteNote, ctx: Context) -> NoteKept:
    refuse_secrets({"title": command.title, "text": command.text}, ctx.actor, ctx.actor.cell_path, ctx.now)
    about = _about(command.about, ctx) if command.about else None
    written = Written(title=command.title, text=command.text, about=about)
    note = Notebook(ctx.actor.member_id).add(ctx.new_id(), written, ctx.now)
    return NoteKept(note.id, note.version)


def view(note: Note, written: Written) -> NoteView:
    return NoteView(
        id=note.id,
        version=note.version,
        title=written.title,
        text=written.text,
        about=written.about,
        written_at=note.written_at,
        changed_at=note.changed_at,
    )


def _about(asked: NoteAbout, ctx: Context) -> About:
    """Raises what reading the thing raises: a note is attached to what its writer may read."""
    return About(kind=asked.kind, ref=asked.ref, anchor=asked.anchor, label=_label(asked, ctx))


def _label(asked: NoteAbout, ctx: Context) -> str:
    if asked.kind == "article":
        return read_article(ReadArticle(article_id=asked.ref), ctx).title
    if asked.kind == "document":
        return _with_place(read_document(ReadDocument(document_id=asked.ref), ctx), asked.anchor)
    return asked.label


def _with_place(document: DocumentView, anchor: str) -> str:
    """In the list and on paper, where no link is pressed, a note beside a clause says which."""
    heading = ""
    for section in document.sections:
        heading = section.heading or heading
        if section.anchor == anchor:
            return f"{document.title}, {heading}" if heading else document.title
    return document.title
