"""An audio book (F30): chapters in an order, each an article or a Party document that is published for itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from services.content.rules.errors import ChapterNotOpen, ChapterOutOfReach, ChapterTwice, NoChapters
from shared.security import covers

ChapterKind = Literal["article", "document"]
MOST_CHAPTERS = 200


@dataclass(frozen=True)
class Chapter:
    """`ref`: id of the article or document. `title`: as it stands in the book; empty, that of the text."""

    kind: ChapterKind
    ref: str
    title: str = ""


@dataclass(frozen=True)
class ChapterText:
    """What a chapter points at, as it is published by now."""

    title: str
    audience: str

    def reaches(self, listeners: str) -> bool:
        """Everybody at or below `listeners` may hear it."""
        return covers(self.audience, listeners)


def check_chapters(chapters: Sequence[Chapter]) -> None:
    """Raises ChapterTwice."""
    if len({(chapter.kind, chapter.ref) for chapter in chapters}) < len(chapters):
        raise ChapterTwice


def check_publishable(chapters: Sequence[Chapter], audience: str, texts: Mapping[str, ChapterText]) -> None:
    """`texts`: {ref: what is published by now}. Everybody who gets the book must be able to hear all of it. Raises
    NoChapters, ChapterOutOfReach naming the chapters by their number."""
    if not chapters:
        raise NoChapters
    wrong = [
        str(number)
        for number, chapter in enumerate(chapters, 1)
        if chapter.ref not in texts or not texts[chapter.ref].reaches(audience)
    ]
    if wrong:
        raise ChapterOutOfReach(
            f"Chương {', '.join(wrong)} chưa được đăng, đã được gỡ hoặc không dành cho mọi người nhận sách này."
        )


def check_openable(chapters: Sequence[Chapter], open_articles: Collection[str]) -> None:
    """`open_articles`: ids of those that everybody may read. Documents are never open. Raises ChapterNotOpen naming
    the chapters by their number."""
    documents = [str(number) for number, chapter in enumerate(chapters, 1) if chapter.kind == "document"]
    closed = [
        str(number)
        for number, chapter in enumerate(chapters, 1)
        if chapter.kind == "article" and chapter.ref not in open_articles
    ]
    told = []
    if closed:
        told.append(f"Chương {', '.join(closed)} chưa được công khai: đồng chí công khai bài trước.")
    if documents:
        told.append(f"Chương {', '.join(documents)} là văn bản, không công khai được.")
    if told:
        raise ChapterNotOpen(" ".join(told))
