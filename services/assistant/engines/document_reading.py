"""One file of a province's papers as it may be quoted: what it says of itself, and its clauses.

DOCX, PDF with text, HTML, TXT and Markdown, recognised as content recognises them. Marks of secrecy are looked for
before anything is kept. What was not recognised of the head stays empty and is told; a file `NAME.head` beside it
(lines `name: value`) goes before what was recognised.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import msgspec

from services.assistant.rules.clauses import clauses_of
from services.assistant.rules.knowledge import EVERYBODY, KnownClause, KnownDocument
from shared.errors import Invalid
from shared.ids import derive_id
from shared.reading.document import DocumentText, document_in
from shared.reading.errors import DocumentUnreadable, FileTooLarge
from shared.reading.file import Head, decoded, head_values
from shared.reading.files import ReadText, read_text
from shared.reading.kinds import MOST_BYTES, kind_of
from shared.reading.markdown import plain
from shared.security.secrecy import has_secret_mark, is_marked_name
from shared.vietnamese.folding import fold

SIDECAR = ".head"
MARKDOWN = (".md", ".markdown")
NEEDED = {"number": "số hiệu", "issuer": "cơ quan ban hành", "issued_on": "ngày ban hành"}


class SecretFile(Invalid):
    """Law 117/2025/QH15. Nothing of the file is kept."""

    code = "assistant.secret_file"
    message = (
        "Tệp có dấu chỉ độ mật nên không được nhập; hệ thống không lưu nội dung nào của tệp "
        "(Luật Bảo vệ bí mật nhà nước số 117/2025/QH15)."
    )


class FileUnreadable(Invalid):
    code = "assistant.file_unreadable"
    message = "Không mở được tệp (quyền đọc hoặc ổ đĩa)."


class FileRead(msgspec.Struct, frozen=True, kw_only=True):
    """`supersedes`: the id of the document that this one replaces. `missing`: what of the head was not recognised."""

    file: str
    digest: str
    document: KnownDocument
    clauses: list[KnownClause]
    supersedes: str = ""
    missing: list[str] = []


def digest_of(path: Path) -> str:
    """Of the file and of what is said beside it. Raises FileTooLarge, FileUnreadable."""
    return _digest(_content(path), _beside(path))


def read_document(path: Path, name: str) -> FileRead:
    """`name`: how the file is called to others. Raises SecretFile, FileUnreadable, and what the reading raises."""
    content = _content(path)
    if is_marked_name(path.name):
        raise SecretFile
    said = _beside(path)
    beside = decoded(said)
    found = _text(content, path.name)
    if has_secret_mark(found.text, found.beside, beside):
        raise SecretFile
    text = document_in(found.text)
    values = _values(text, beside)
    title = values.get("title") or path.stem
    clauses = clauses_of(title, text.proposed.body)
    if not clauses:
        raise DocumentUnreadable("Tệp chỉ có phần đầu, chưa có nội dung văn bản.")
    number, issuer = values.get("number", ""), values.get("issuer", "")
    known = number and issuer
    document = KnownDocument(
        document_id=document_id_of(issuer, number) if known else derive_id("file", name),
        version=1,
        audience=EVERYBODY,
        number=number,
        title=title,
        kind=values.get("kind", ""),
        issuer=issuer,
        issued_on=_day(values, "issued_on"),
        effective_from=_day(values, "effective_from") or _day(values, "issued_on"),
        effective_until=_day(values, "effective_until"),
    )
    replaced = values.get("supersedes", "")
    return FileRead(
        file=name,
        digest=_digest(content, said),
        document=document,
        clauses=clauses,
        supersedes=document_id_of(values.get("supersedes_issuer") or issuer, replaced) if replaced else "",
        missing=[label for field, label in NEEDED.items() if not values.get(field)],
    )


def document_id_of(issuer: str, number: str) -> str:
    """As content's library: a document is known again by issuer and number, whatever its file is called."""
    return derive_id("document", fold(issuer), fold(number))


def _text(content: bytes, name: str) -> ReadText:
    if name.lower().endswith(MARKDOWN):
        return ReadText(plain(decoded(content)))
    return read_text(content, kind_of(content, name))


def _values(text: DocumentText, beside: str) -> dict[str, str]:
    """Raises DocumentUnreadable for a line beside the file that is not understood."""
    recognised = msgspec.to_builtins(text.head or text.proposed)
    values = {name: str(recognised[name]) for name in Head.__struct_fields__ if recognised.get(name)}
    return values | head_values(line for line in beside.splitlines() if line.strip() != "---")


def _day(values: dict[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(values[name]) if values.get(name) else None
    except ValueError:
        raise DocumentUnreadable(f"Mục {name} không đúng dạng (ngày viết YYYY-MM-DD).") from None


def _digest(content: bytes, beside: bytes) -> str:
    return hashlib.sha256(content + b"\0" + beside).hexdigest()


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileTooLarge
        return path.read_bytes()
    except OSError:
        raise FileUnreadable from None


def _beside(path: Path) -> bytes:
    try:
        return path.with_suffix(SIDECAR).read_bytes()
    except OSError:
        return b""
