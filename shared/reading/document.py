"""What a file that was read is as a document: enough text, not too much, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.reading.errors import DocumentUnreadable, FileWithoutText
from shared.reading.file import MAX_BYTES, Head, check_lines, has_head, head_of
from shared.reading.head import ProposedHead, propose_head

FEWEST_LETTERS = 20
TEXT_TOO_LONG = "Phần chữ trong tệp lớn quá 1 MB; cần tách thành các phụ lục riêng."


@dataclass(frozen=True)
class DocumentText:
    """`head`: as it is written at the top of the file; otherwise `proposed` is what was recognised. `text`: the whole
    of it, with a head that is written there."""

    text: str
    head: Head | None
    proposed: ProposedHead


def document_in(text: str) -> DocumentText:
    """Raises FileWithoutText, DocumentUnreadable."""
    if sum(letter.isalpha() for letter in text) < FEWEST_LETTERS:
        raise FileWithoutText
    if len(text.encode()) > MAX_BYTES:
        raise DocumentUnreadable(TEXT_TOO_LONG)
    check_lines(text)
    if has_head(text):
        head, body = head_of(text)
        return DocumentText(text, head, ProposedHead(body))
    return DocumentText(text, None, propose_head(text))


def recognised_lines(proposed: ProposedHead) -> list[str]:
    """As lines of a written head, so that what is said beside the file may go before it."""
    names = ("number", "kind", "title", "issuer", "issued_on", "effective_from", "supersedes")
    values: dict[str, str | date | None] = {name: getattr(proposed, name) for name in names}
    return [f"{name}: {value}" for name, value in values.items() if value]
