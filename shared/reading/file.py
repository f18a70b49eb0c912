"""A document as a text file: a head of `name: value` lines between two lines of ---, then the text.

number, kind, title, issuer, issued_on (YYYY-MM-DD); may be left out: effective_from, effective_until, supersedes (the
number of the document that this one replaces) and supersedes_issuer, where another body had issued that one
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Annotated

import msgspec

from shared.reading.clauses import Section, sections_of
from shared.reading.errors import DocumentUnreadable
from shared.unseen import only_seen

_LABELS = {
    "number": "số hiệu (number)",
    "kind": "loại văn bản (kind)",
    "title": "trích yếu (title)",
    "issuer": "cơ quan ban hành (issuer)",
    "issued_on": "ngày ban hành (issued_on)",
    "effective_from": "ngày có hiệu lực (effective_from)",
    "effective_until": "ngày hết hiệu lực (effective_until)",
    "supersedes": "số hiệu văn bản được thay thế (supersedes)",
    "supersedes_issuer": "cơ quan ban hành văn bản được thay thế (supersedes_issuer)",
}
OPTIONAL = frozenset({"effective_from", "effective_until", "supersedes", "supersedes_issuer"})
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
Filled = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    number: Filled
    kind: Filled
    title: Filled
    issuer: Filled
    issued_on: date
    effective_from: date | None = None
    effective_until: date | None = None
    supersedes: Filled | None = None
    supersedes_issuer: Filled | None = None

    @property
    def replaced(self) -> tuple[str, str] | None:
        """(issuer, number) of the document that this one replaces."""
        return (self.supersedes_issuer or self.issuer, self.supersedes) if self.supersedes else None


class ParsedDocument(msgspec.Struct, frozen=True):
    head: Head
    sections: list[Section]


# Some 350 pages. Text, search words and event of a document are one transaction, which must fit the store's cache.
MAX_BYTES = 1_000_000
# More than 400 printed pages have: of lines with a letter each the store would take none of them.
MOST_LINES = 20_000


def decoded(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise DocumentUnreadable("Tệp lớn quá 1 MB; cần tách thành các phụ lục riêng.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentUnreadable("Tệp không phải văn bản UTF-8; cần lưu lại ở dạng UTF-8.") from None
    if "\x00" in text:
        raise DocumentUnreadable("Tệp không phải là văn bản.")
    return unicodedata.normalize("NFC", only_seen(_LINE_END.sub("\n", text)))


def parse_document(text: str) -> ParsedDocument:
    """Raises DocumentUnreadable with a sentence that names the line or the item to mend."""
    check_lines(text)
    parsed, body = head_of(text)
    if parsed.effective_until and parsed.effective_until < (parsed.effective_from or parsed.issued_on):
        raise DocumentUnreadable("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")
    sections = sections_of(parsed.title, body)
    if not sections:
        raise DocumentUnreadable("Tệp chỉ có phần đầu, chưa có nội dung văn bản.")
    return ParsedDocument(parsed, sections)


def check_lines(text: str) -> None:
    """Each may become a section. Raises DocumentUnreadable."""
    if text.count("\n") > MOST_LINES:
        raise DocumentUnreadable("Văn bản có trên 20.000 dòng; cần tách thành các phụ lục riêng.")


def has_head(text: str) -> bool:
    return text.startswith("---\n")


def composed(head: Head, body: str) -> str:
    """The same document as such a file: what is kept, and what is handed to others."""
    values = msgspec.to_builtins(head)
    lines = [f"{name}: {' '.join(str(values[name]).split())}" for name in Head.__struct_fields__ if values[name]]
    return "\n".join(["---", *lines, "---", body.strip("\n"), ""])


def head_of(text: str) -> tuple[Head, str]:
    """(head, text under it). Raises DocumentUnreadable."""
    before, mark, rest = text.partition("---\n")
    head, end, body = rest.partition("\n---\n")
    if before.strip() or not mark or not end:
        raise DocumentUnreadable("Thiếu phần đầu tệp (các dòng “tên: giá trị” giữa hai dòng ---).")
    return read_head(head), body


def head_values(lines: Iterable[str]) -> dict[str, str]:
    """`name: value` of each line. Raises DocumentUnreadable."""
    values: dict[str, str] = {}
    for line in lines:
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon or name not in _LABELS:
            raise DocumentUnreadable(f"Không hiểu dòng “{line.strip()[:60]}” ở phần đầu tệp.")
        values[name] = value
    return values


def read_head(text: str) -> Head:
    values = head_values(text.splitlines())
    missing = [_LABELS[name] for name in Head.__struct_fields__ if not values.get(name) and name not in OPTIONAL]
    if missing:
        raise DocumentUnreadable(f"Phần đầu tệp thiếu: {', '.join(missing)}.")
    try:
        return msgspec.convert({name: value for name, value in values.items() if value}, Head)
    except msgspec.ValidationError as error:
        at = str(error).rpartition("$.")[2].strip("`")
        raise DocumentUnreadable(f"Mục {_LABELS.get(at, at)} không đúng dạng (ngày viết YYYY-MM-DD).") from None
