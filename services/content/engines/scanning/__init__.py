"""One page of a scan at a time, as words with how sure the reader is of each.

Pictures come from anywhere, and their readers are large C programs: each page is read by a process of its own with
little time and memory (`child`). What it does not survive costs this page only.
"""

from __future__ import annotations

import json
import os
import subprocess
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.content.engines.in_use import scan_limits
from services.content.rules.document_errors import PageTooLarge, ScannerMissing
from services.content.rules.scan_text import PageText, recognised
from shared.child import ChildReader
from shared.reading.errors import FileBroken, FileLocked, FileTooLong
from shared.reading.kinds import Kind

PAGE_SECONDS = 90
"""By the clock, for one page; one of A4 takes some five."""
_reader = ChildReader("services.content.engines.scanning.child", PAGE_SECONDS)
_REFUSALS = {error.__name__: error for error in (FileBroken, FileLocked, FileTooLong, PageTooLarge, ScannerMissing)}


class PageReaderDied(Exception):
    """Out of time or memory, or killed."""


@dataclass(frozen=True)
class ReadPage:
    """`beside`: what was found on coloured stamps and in a second look at the head of the page."""

    text: PageText
    beside: str


def reader_name() -> str:
    """Raises ScannerMissing."""
    return str(_ask("engine", b"", "", 0)["engine"])


def count_pages(content: bytes, kind: Kind) -> int:
    """Raises FileBroken, FileLocked, FileTooLong, PageReaderDied, ScannerMissing."""
    return int(_ask("count", content, str(kind), 0)["pages"])


def read_page(content: bytes, kind: Kind, number: int, *, as_seen: bool = False) -> ReadPage:
    """`number`: from 1. `as_seen`: what readers see of it, not the letters beneath a picture. Raises FileBroken,
    PageTooLarge, PageReaderDied, ScannerMissing."""
    answer = _ask("look" if as_seen else "page", content, str(kind), number)
    return ReadPage(
        PageText(recognised(answer["lines"]), answer["blank"]), unicodedata.normalize("NFC", answer["beside"])
    )


def _ask(task: str, content: bytes, kind: str, number: int) -> dict[str, Any]:
    try:
        printed = _reader.answer(content, task, kind, str(number), environment=_environment())
        answer: dict[str, Any] = json.loads(printed)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, json.JSONDecodeError):
        raise PageReaderDied from None
    if "refused" in answer:
        raise _REFUSALS[answer["refused"]]
    return answer


def _environment() -> Mapping[str, str]:
    """One page on one core, and nothing of our settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    threads = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    folder = scan_limits().tessdata
    return kept | threads | ({"TESSDATA_PREFIX": str(folder)} if folder else {})
