"""What is said before a book and before each of its chapters, in a recording of its own: «Sách: …», «Chương 3: …»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shared.contracts.content import ArticlePublished, BookPublished

_NUMBERED = re.compile(r"^\s*(chương|phần|bài|mục)\s+([0-9]+|[ivxlc]+)\b", re.IGNORECASE)


def title_id(book_id: str, number: int) -> str:
    """0: the book's own title."""
    return f"{book_id}.{number}"


def titles_of(book: BookPublished) -> list[ArticlePublished]:
    """As texts to be read: the book's title first, then those of its chapters in order."""
    lines = [f"Sách: {book.title}", *(said(number, item.title) for number, item in enumerate(book.chapters, 1))]
    return [
        ArticlePublished(
            article_id=title_id(book.book_id, number),
            article_version=book.book_version,
            audience=book.audience,
            title=line,
            blocks=[],
        )
        for number, line in enumerate(lines)
    ]


def said(number: int, title: str) -> str:
    """A title that brings its own number is not numbered twice."""
    return title if _NUMBERED.match(title) else f"Chương {number}: {title}"


def chapters_titled(refs: Sequence[str], ref: str) -> list[int]:
    """Numbers of the chapters that are that text."""
    return [number for number, each in enumerate(refs, 1) if each == ref]
