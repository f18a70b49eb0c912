"""Reading knowledge without the bus: a folder of documents, or a corpus of JSON lines.

For a province that tries the assistant on its own papers before anything is installed. Refuses what it
cannot read with the file's name and line; never skips silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from services.assistant.engines.document_reading import MARKDOWN, read_document
from services.assistant.engines.lines import CorpusLine, QuestionLine, UnreadableFileError, read_lines
from services.assistant.rules.clauses import clauses_of
from services.assistant.rules.knowledge import EVERYBODY, Entry, KnownDocument
from shared.errors import AppError
from shared.reading.kinds import ENDINGS

__all__ = ["EVERYBODY", "CorpusLine", "QuestionLine", "UnreadableFileError", "read_corpus", "read_folder", "read_lines"]

KINDS = (*ENDINGS, *MARKDOWN)


def read_folder(folder: Path) -> Iterator[Entry]:
    """Every file of the folder itself; the first that cannot be taken ends it."""
    paths = sorted(path for path in folder.glob("*") if path.is_file() and path.suffix.lower() in KINDS)
    if not paths:
        raise UnreadableFileError(f"{folder}: không có văn bản nào thuộc loại {', '.join(KINDS)}.")
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
