"""`library.toml` of the demonstration: a course, an audio book and a bulletin made of its articles and documents.

An article is named by its file without the ending, a document by issuer and number.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from services.content.rules.courses import CourseKind


class LibraryQuestion(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    right: list[str]
    wrong: list[str]
    explanation: str


class LibraryPart(msgspec.Struct, forbid_unknown_fields=True):
    """Either its own `body`, or an anchor in a document."""

    title: str
    source: str
    body: str = ""
    document: tuple[str, str] | None = None
    anchor: str = ""
    questions: list[LibraryQuestion] = []


class LibraryCourse(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    kind: CourseKind
    summary: str
    days: int
    parts: list[LibraryPart]


class LibraryBook(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    summary: str
    chapters: list[str]


class LibraryBulletin(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    period: str
    articles: list[str]


class Library(msgspec.Struct, forbid_unknown_fields=True):
    course: LibraryCourse
    book: LibraryBook
    bulletin: LibraryBulletin


def read_library_file(path: Path) -> Library:
    return msgspec.toml.decode(path.read_bytes(), type=Library)
