"""A document in any of the kinds that are taken, as plain text in reading order.

Files come from anywhere, and readers of PDF are large C programs: the reading is done by a process of its own with
little time and memory, as papers of members' files are looked through in identity. It gets the file through memory.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import unicodedata
from dataclasses import dataclass
from typing import Any

from services.content.rules.document_errors import FileBroken, FileHasMacros, FileLocked, FileTooLong
from services.content.rules.document_file import decoded
from services.content.rules.document_kinds import Kind
from shared.errors import Unavailable

SECONDS = 15
"""By the clock; less than the gateway waits for such an answer."""
_free = threading.BoundedSemaphore(1)
_REFUSALS = {error.__name__: error for error in (FileBroken, FileHasMacros, FileLocked, FileTooLong)}


@dataclass(frozen=True)
class ReadText:
    """`beside`: what stands in the file and not in its text (heads and feet of pages, notes of editors): it may carry
    a mark of secrecy. `empty_pages`: pages, from 1, on which no letter was found; `pictures`: those of a scan, of
    `count` pages."""

    text: str
    beside: str = ""
    empty_pages: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()
    count: int = 0


def read_text(content: bytes, kind: Kind) -> ReadText:
    """Raises DocumentUnreadable, FileBroken, FileHasMacros, FileLocked, FileTooLong, Unavailable. A scan has an empty
    text."""
    if kind is Kind.TXT:
        return ReadText(decoded(content))
    if kind is Kind.PICTURE:
        return ReadText("", pictures=(1,))
    if not _free.acquire(timeout=SECONDS / 2):
        raise Unavailable
    try:
        answer = _answer_of_child(content, kind)
    finally:
        _free.release()
    if "refused" in answer:
        raise _REFUSALS[answer["refused"]]
    text, beside = (unicodedata.normalize("NFC", answer[name]) for name in ("text", "beside"))
    return ReadText(text, beside, tuple(answer["empty_pages"]), tuple(answer["pictures"]), answer["count"])


def _answer_of_child(content: bytes, kind: Kind) -> dict[str, Any]:
    descriptor = os.memfd_create("document")
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.lseek(descriptor, 0, os.SEEK_SET)
        done = subprocess.run(
            [sys.executable, "-m", "services.content.engines.reading.child", str(kind)],
            stdin=descriptor, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, check=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise FileTooLong from None
    except subprocess.CalledProcessError as error:
        raise (FileTooLong if error.returncode == -signal.SIGXCPU else FileBroken) from None
    finally:
        os.close(descriptor)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
