"""Reading knowledge without the bus: a folder of documents, or a corpus of JSON lines.

For a province that tries the assistant on its own papers before anything is installed. Refuses what it
cannot read with the file's name and line; never skips silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from services.assistant.engines.document_reading import MARKDOWN, read_document
from services.assistant.rules.clauses import clauses_of
from services.assistant.rules.knowledge import EVERYBODY, Entry, KnownDocument
from shared.errors import AppError
from shared.reading.kinds import ENDINGS

__all__ = ["EVERYBODY", "CorpusLine", "QuestionLine", "UnreadableFileError", "read_corpus", "read_folder", "read_lines"]

KINDS = (*ENDINGS, *MARKDOWN)

T = TypeVar("T")


class UnreadableFileError(Exception):
    """A file or line that is not in the form described in the documentation."""


class CorpusLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str = ""
    text: str


class QuestionLine(msgspec.Struct, frozen=True, kw_only=True):
    """`before`: what was asked before it in the same conversation, the oldest first."""

    id: str
    question: str
    relevant: list[str] = []
    before: list[str] = []


def read_folder(folder: Path) -> Iterator[Entry]:
    """Every file of the folder itself; the first that cannot be taken ends it."""
    paths = sorted(path for path in folder.glob("*") if path.is_file() and path.suffix.lower() in KINDS)
    if not paths:
        raise UnreadableFileError(f"{folder}: không có văn bản nào thuộc loại {', '.join(KINDS)}")
    for path in paths:
        try:
            read = read_document(path, path.name)
        except AppError as error:
            raise UnreadableFileError(f"{path.name}: {error.message}") from None
        yield msgspec.structs.replace(read.document, document_id=path.stem), read.clauses


def read_corpus(path: Path) -> Iterator[Entry]:
    for line in read_lines(path, CorpusLine):
        document = KnownDocument(
            document_id=line.id,
            version=1,
            audience=EVERYBODY,
            number="",
            title=line.title,
            kind="",
            issuer="",
        )
        yield document, clauses_of(line.title, line.text)


def read_lines(path: Path, kind: type[T]) -> Iterator[T]:
    decode = msgspec.json.Decoder(kind).decode
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield decode(line)
                except msgspec.DecodeError as error:
                    raise UnreadableFileError(f"{path.name}, line {number}: {error}") from None
