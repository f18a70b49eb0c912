"""A note of the private notebook: what is in it, what it is about, and how it is found again.

Errors: NotFound NoteNotFound; Conflict TooManyNotes
"""

from __future__ import annotations

from typing import Literal

import msgspec

from shared.errors import Conflict, NotFound
from shared.vietnamese.folding import fold

MOST_NOTES = 2_000
LONGEST = 10_000
"""Letters of one note: some five printed pages. A search opens all notes of a member in memory."""
ThingKind = Literal["article", "document", "meeting"]


class NoteNotFound(NotFound):
    code = "content.note_not_found"
    message = "Không tìm thấy ghi chép này. Ghi chép có thể đã được xóa."


class TooManyNotes(Conflict):
    code = "content.too_many_notes"
    message = "Sổ ghi chép đã đủ 2.000 ghi chép. Đồng chí tải sổ về máy và xóa bớt ghi chép cũ."


class About(msgspec.Struct, frozen=True, kw_only=True):
    """`label`: the title when the note was written, of a document with its clause. `anchor`: the place there."""

    kind: ThingKind
    ref: str
    label: str
    anchor: str = ""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    text: str
    about: About | None = None


def holds(note: Written, words: str) -> bool:
    """Each of the words begins a word of the note, with diacritics or without."""
    label = note.about.label if note.about else ""
    folded = f" {fold(f'{note.title} {note.text} {label}')}"
    return all(f" {word}" in folded for word in fold(words).split())


def is_about(note: Written, kind: str, ref: str) -> bool:
    return note.about is not None and (note.about.kind, note.about.ref) == (kind, ref)
