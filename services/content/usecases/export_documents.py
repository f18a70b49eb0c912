"""The documents of an organisation and all below it, as other systems can take them: files with a manifest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from services.content.engines.document_package import write_package
from services.content.rules.manifest import NAME, Entry, Manifest, entry_of
from services.content.store import documents
from services.content.store.documents import Document
from services.content.store.texts import text_of_document
from shared.reading.file import head_of
from shared.security import paths
from shared.vietnamese.folding import fold


def export_documents(target: Path, audience: str, now: datetime) -> int:
    """How many. What was withdrawn stays out. Equal documents make equal files."""
    paths.checked(audience)
    found = documents.at_or_below(audience)
    write_package(target, package_files(((each, text_of_document(each.id, each.revision)) for each in found), now))
    return len(found)


def package_files(texts: Iterable[tuple[Document, str]], now: datetime) -> Iterator[tuple[str, bytes]]:
    """The documents one after the other, then the manifest."""
    entries: list[Entry] = []
    for document, text in texts:
        name, content = _file_name(document), text.encode()
        entries.append(entry_of(head_of(text)[0], name, hashlib.sha256(content).hexdigest(), document.audience))
        yield name, content
    manifest = Manifest(format="sotay.documents", version=1, made_at=now, documents=entries)
    yield NAME, msgspec.json.format(msgspec.json.encode(manifest), indent=2)


def _file_name(document: Document) -> str:
    """The number, for the eye; the id, because two bodies may use the same number."""
    number = re.sub(r"[^a-z0-9]+", "-", fold(document.number)).strip("-")
    return f"documents/{number[:60]}-{hashlib.sha256(document.id.encode()).hexdigest()[:8]}.txt"
