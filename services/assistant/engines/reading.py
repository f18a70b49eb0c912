"""Reading knowledge without the bus: a folder of regulations as text, or a corpus of JSON lines.

For a province that tries the assistant on its own papers before anything is installed. Refuses what it
cannot read with the file's name and line; never skips silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from services.assistant.rules.clauses import clauses_of
from services.assistant.rules.knowledge import Entry, KnownDocument

# Outside the system there is no organisation tree: everything read from files is for everybody.
EVERYBODY = "tat-ca/"

T = TypeVar("T")


class UnreadableFileError(Exception):
    """A file or line that is not in the form described in the documentation."""


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True):
    number: str
    kind: str
    title: str
    issuer: str
    issued_on: date
    effective_from: date | None = None
    effective_until: date | None = None


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
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise UnreadableFileError(f"{folder}: no .txt document here")
    for path in paths:
        head, text = _split(path)
        document = KnownDocument(
            document_id=path.stem,
            version=1,
            audience=EVERYBODY,
            number=head.number,
            title=head.title,
            kind=head.kind,
            issuer=head.issuer,
            issued_on=head.issued_on,
            effective_from=head.effective_from or head.issued_on,
            effective_until=head.effective_until,
        )
        yield document, clauses_of(head.title, text)


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


def _split(path: Path) -> tuple[FrontMatter, str]:
    _, mark, rest = path.read_text(encoding="utf-8").partition("---\n")
    head, end, text = rest.partition("\n---\n")
    if not mark or not end:
        raise UnreadableFileError(f"{path.name}: no front matter between two lines of ---")
    pairs = (line.partition(":") for line in head.splitlines() if line.strip())
    try:
        return msgspec.convert({key.strip(): value.strip() for key, _, value in pairs}, FrontMatter), text
    except msgspec.ValidationError as error:
        raise UnreadableFileError(f"{path.name}: {error}") from None
