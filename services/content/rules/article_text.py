"""The body of an article: plain paragraphs, one blank line between them."""

from __future__ import annotations

import re

from services.content.rules.errors import NothingWritten

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


def paragraphs_of(body: str) -> list[str]:
    """Raises NothingWritten for a body without a word."""
    paragraphs = [part.strip() for part in _BLANK.split(body) if re.search(r"\w", part)]
    if not paragraphs:
        raise NothingWritten(details={"body": NothingWritten.message})
    return paragraphs
