"""The pages of a scan, read, as a draft that waits at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import msgspec

from services.content.rules.document_errors import PageBlank, PageNotRead, PageTooLarge, PageWithoutText
from services.content.rules.scan_text import PageText, Run, doubts_in, text_of_pages
from services.content.store import document_drafts
from services.content.usecases.reading_document import recognised_head
from shared.reading.document import FEWEST_LETTERS, TEXT_TOO_LONG
from shared.reading.errors import DocumentUnreadable, FileBroken, FileWithoutText
from shared.reading.file import MAX_BYTES
from shared.reading.head import propose_head

_SAID = {error.code: error.message for error in (FileBroken, PageBlank, PageNotRead, PageTooLarge, PageWithoutText)} | {
    FileBroken.code: "Trang bị hỏng, không mở được."
}


class ReadSoFar(NamedTuple):
    number: int
    text: PageText
    code: str


@dataclass(frozen=True)
class ScannedDraft:
    """`text`: the whole of it; `body` without the head that was recognised."""

    text: str
    body: str
    proposed: dict[str, str]
    doubts: list[list[Run]] = field(default_factory=list)
    page_notes: list[dict[str, object]] = field(default_factory=list)

    def keep(self, draft_id: str, *, at: datetime, by: str, file_name: str, audience: str) -> None:
        document_drafts.keep(
            draft_id, at=at, by=by, file_name=file_name, audience=audience, text=self.body, proposed=self.proposed,
            empty_pages=[], doubts=msgspec.to_builtins(self.doubts), page_notes=self.page_notes, scanned=True,
        )  # fmt: skip


def code_of(page: PageText) -> str:
    if page.blank:
        return PageBlank.code
    return "" if page.lines else PageWithoutText.code


def as_draft(pages: Sequence[ReadSoFar]) -> ScannedDraft:
    """Raises FileWithoutText, DocumentUnreadable."""
    texts = [page.text for page in pages]
    text = text_of_pages(texts)
    if sum(letter.isalpha() for letter in text) < FEWEST_LETTERS:
        raise FileWithoutText
    if len(text.encode()) > MAX_BYTES:
        raise DocumentUnreadable(TEXT_TOO_LONG)
    proposed = propose_head(text)
    notes: list[dict[str, object]] = [
        {"page": page.number, "code": page.code, "message": _SAID[page.code]} for page in pages if page.code
    ]
    return ScannedDraft(text, proposed.body, recognised_head(proposed), doubts_in(text, texts), notes)
