"""What may be sent for an article: pictures, which are made anew, and files to take along, which are kept as they came.

Promises: the kind follows from the content, never from the name; nothing that a browser or an office program runs of
itself is taken. Limits in bytes.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from services.content.rules.blocks import FILED, RichBlock
from services.content.rules.file_errors import (
    AltMissing,
    FileNotAttached,
    FileNotTaken,
    FileTooBig,
    FileUnnamed,
    NotAPicture,
    TooManyFiles,
)
from shared.unseen import only_seen

MOST_BYTES = 10_000_000
MOST_PICTURES, MOST_ATTACHMENTS = 20, 10
LONGEST_ALT, LONGEST_NAME = 300, 120
MOST_WORDS, PASSAGE = 200_000, 800
"""Letters of a file that are found, and of one passage of them."""
# "trang trí", "ảnh" and the file's own name tell nobody what is on a picture.
_SAYS_NOTHING = re.compile(r"(?i)^(trang trí|ảnh|hình|hình ảnh|ảnh minh họa|image|picture|img[\W_\d]*|dsc[\W_\d]*)\W*$")
_RUNS = re.compile(r"vba|activex/|macrosheets/|\.(?:exe|dll|js|vbs|bat|cmd|ps1|scr|com|lnk|hta|jar)$")
_NO_TAGS = str.maketrans("", "", "<>")
# As browsers send these in the name of a file.
_ESCAPED = re.compile(r"%(?:22|0[aAdD])")
_NOT_IN_NAMES = re.compile(r"[\\/:*?\"<>|]+")


@dataclass(frozen=True)
class Sort:
    """`ending`: the one that a file of this kind is given out with."""

    name: str
    content_type: str
    ending: str


JPEG = Sort("Ảnh JPEG", "image/jpeg", ".jpg")
PNG = Sort("Ảnh PNG", "image/png", ".png")
WEBP = Sort("Ảnh WebP", "image/webp", ".webp")
PDF = Sort("PDF", "application/pdf", ".pdf")
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Sort("Word", f"{_OFFICE}wordprocessingml.document", ".docx")
XLSX = Sort("Excel", f"{_OFFICE}spreadsheetml.sheet", ".xlsx")
PPTX = Sort("PowerPoint", f"{_OFFICE}presentationml.presentation", ".pptx")
SORTS = {sort.content_type: sort for sort in (JPEG, PNG, WEBP, PDF, DOCX, XLSX, PPTX)}
PICTURES = (JPEG, PNG, WEBP)


def picture_sort(content: bytes) -> Sort:
    """Raises FileTooBig, NotAPicture."""
    sort = _sort(content)
    if sort not in PICTURES:
        raise NotAPicture
    return sort


def attachment_sort(content: bytes) -> Sort:
    """Raises FileTooBig, FileNotTaken."""
    sort = _sort(content)
    if sort is None or sort is WEBP:
        raise FileNotTaken
    return sort


def said_alt(alt: str) -> str:
    """Raises AltMissing for words that say nothing of the picture."""
    words = _seen(alt)
    if not _says_something(words):
        raise AltMissing(details={"alt": AltMissing.message})
    return words[:LONGEST_ALT]


def clean_name(given: str, sort: Sort) -> str:
    """As a reader's device can keep it, with the ending of what it is."""
    last = unicodedata.normalize("NFC", " ".join(given.replace("\\", "/").split("/")[-1].split()))
    name = _NOT_IN_NAMES.sub(" ", _ESCAPED.sub(" ", only_seen(last)))
    stem = " ".join(name.rsplit(".", 1)[0].split()).strip(". ")[: LONGEST_NAME - len(sort.ending)]
    return f"{stem or 'tep'}{sort.ending}"


def found_words(text: str) -> list[str]:
    """What is found of a file's text: its lines, joined to passages in which words that stand beside each other stay
    together."""
    passages: list[str] = []
    kept = ""
    for line in text[:MOST_WORDS].splitlines():
        kept = f"{kept} {' '.join(line.split())}".strip()
        if len(kept) >= PASSAGE:
            passages.append(kept)
            kept = ""
    return [*passages, kept] if kept else passages


def file_ids(blocks: Iterable[RichBlock]) -> list[str]:
    return [block.file for block in blocks if block.kind in FILED]


def check_files(blocks: Iterable[RichBlock], own: dict[str, str]) -> None:
    """`own`: {id: "picture" or "attachment"}, what was sent for this article. Raises FileNotAttached, TooManyFiles,
    AltMissing and FileUnnamed for words that were taken out of the text."""
    filed = [block for block in blocks if block.kind in FILED]
    if any(own.get(block.file) != block.kind for block in filed):
        raise FileNotAttached(details={"body": FileNotAttached.message})
    pictures = sum(block.kind == "picture" for block in filed)
    if pictures > MOST_PICTURES or len(filed) - pictures > MOST_ATTACHMENTS:
        raise TooManyFiles(details={"body": TooManyFiles.message})
    if not all(_says_something(_seen(block.alt)) for block in filed if block.kind == "picture"):
        raise AltMissing(details={"body": AltMissing.message})
    if not all(re.search(r"\w", block.text) for block in filed):
        raise FileUnnamed(details={"body": FileUnnamed.message})


def _seen(words: str) -> str:
    return " ".join(only_seen(words).translate(_NO_TAGS).split())


def _says_something(words: str) -> bool:
    return len(re.findall(r"\w", words)) >= 5 and not _SAYS_NOTHING.match(words)


def _sort(content: bytes) -> Sort | None:
    if len(content) > MOST_BYTES:
        raise FileTooBig
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return None


def _office(content: bytes) -> Sort | None:
    """By the part that each kind must have. With macros, controls or programs packed into it it is none of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {name.casefold() for name in packed.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return None
    if any(_RUNS.search(name) for name in names):
        return None
    parts = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
    return next((sort for part, sort in parts.items() if part in names), None)
