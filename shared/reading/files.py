"""A document in any of the kinds that are taken, as plain text in reading order.

Files come from anywhere, and readers of PDF are large C programs: the reading is done by a process of its own with
little time and memory (`child`).
"""

from __future__ import annotations

import json
import signal
import subprocess
import unicodedata
from dataclasses import dataclass
from typing import Any

from shared.child import ChildReader
from shared.reading.errors import FileBroken, FileHasMacros, FileLocked, FileTooLong
from shared.reading.file import decoded
from shared.reading.kinds import Kind
from shared.reading.office import OFFICE

SECONDS = 15
"""By the clock; less than the gateway waits for such an answer."""
_reader = ChildReader("shared.reading.child", SECONDS, at_once=1)
_REFUSALS = {error.__name__: error for error in (FileBroken, FileHasMacros, FileLocked, FileTooLong)}


@dataclass(frozen=True)
class ReadText:
    """`beside`: what stands in the file and not in its text (heads and feet of pages, notes of editors): it may carry
    a mark of secrecy. `empty_pages`: pages, from 1, on which no letter was found; `pictures`: those of a scan, of
    `count` pages; `sheets`: those that a picture covers, letters of their own or not."""

    text: str
    beside: str = ""
    empty_pages: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()
    count: int = 0
    sheets: tuple[int, ...] = ()


def read_text(content: bytes, kind: Kind) -> ReadText:
    """Raises DocumentUnreadable, FileBroken, FileHasMacros, FileLocked, FileTooLong, Unavailable. A scan has an empty
    text."""
    if kind is Kind.TXT:
        return ReadText(decoded(content))
    if kind is Kind.PICTURE:
        return ReadText("", pictures=(1,))
    answer = _answer(content, kind)
    if "refused" in answer:
        raise _REFUSALS[answer["refused"]]
    text, beside = (unicodedata.normalize("NFC", answer[name]) for name in ("text", "beside"))
    empty, pictures, sheets = (tuple(answer[name]) for name in ("empty_pages", "pictures", "sheets"))
    return ReadText(text, beside, empty, pictures, answer["count"], sheets)


def read_office(content: bytes) -> ReadText:
    """A workbook or slides. Raises as `read_text`."""
    answer = _answer(content, OFFICE)
    if "refused" in answer:
        raise _REFUSALS[answer["refused"]]
    text, beside = (unicodedata.normalize("NFC", answer[name]) for name in ("text", "beside"))
    return ReadText(text, beside)


def _answer(content: bytes, kind: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(_reader.answer(content, kind))
    except subprocess.TimeoutExpired:
        raise FileTooLong from None
    except subprocess.CalledProcessError as error:
        raise (FileTooLong if error.returncode == -signal.SIGXCPU else FileBroken) from None
    return found
