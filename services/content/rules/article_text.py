"""The body of an article: plain paragraphs, one blank line between them."""

from __future__ import annotations

import re
from datetime import datetime

from services.content.rules.errors import NothingWritten
from shared.clock import local_date

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


def paragraphs_of(body: str) -> list[str]:
    """Raises NothingWritten for a body without a word."""
    paragraphs = [part.strip() for part in _BLANK.split(body) if re.search(r"\w", part)]
    if not paragraphs:
        raise NothingWritten(details={"body": NothingWritten.message})
    return paragraphs


def correction_line(at: datetime, note: str) -> str:
    """What readers see and hear of a correction."""
    return f"Đã đính chính ngày {local_date(at):%d/%m/%Y}: {note}"
