"""The private notebook: `content`. Only its member's own; a helper's token opens none of it."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey, Search
from services.gateway.asking import Ask

router = APIRouter(tags=["notebook"])
SERVICE = "content"
Kind = Literal["article", "document", "meeting"]


class NoteAbout(Body):
    """`anchor`: the clause of a document. `label`: the title of a meeting; of the others it is known."""

    kind: Kind
    ref: str
    anchor: str = ""
    label: str = ""


class NoteText(Body):
    text: str
    title: str = ""


class NewNote(NoteText):
    about: NoteAbout | None = None


class NoteRevision(NoteText):
    version: int


@router.get("/notes")
async def list_notes(
    ask: Ask, text: Search = None, about_kind: Kind | None = None, about_ref: str | None = None, cursor: Cursor = None
) -> Answer:
    """All, page by page; or the first hundred that hold the words or are about the thing."""
    return await ask(
        SERVICE, "list_notes", text=text, about_kind=about_kind, about_ref=about_ref, cursor=cursor
    )  # fmt: skip


@router.get("/notes/all")
async def export_notes(ask: Ask) -> Answer:
    """The whole notebook, to take along."""
    return await ask(SERVICE, "export_notes")


@router.get("/notes/{note_id}")
async def read_note(note_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_note", note_id=note_id)


@router.post("/notes", status_code=201)
async def write_note(body: NewNote, ask: Ask, _key: RepeatKey = None) -> Answer:
    """Answers id and version, not the text."""
    return await ask(SERVICE, "write_note", **body.fields())


@router.put("/notes/{note_id}")
async def revise_note(note_id: str, body: NoteRevision, ask: Ask) -> Answer:
    return await ask(SERVICE, "revise_note", note_id=note_id, **body.fields())


@router.delete("/notes/{note_id}")
async def delete_note(note_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "delete_note", note_id=note_id)
