"""What is found of each kind of thing, as its readers have it: one function a kind, None while nobody may find it.

Notices and courses are meant for who is meant and not for who leads further up: that is how their own pages open. A
question of a course is not found: it is there to be answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import msgspec

from services.content.rules.blocks import RichBlock
from services.content.rules.search_entry import Passage, SearchEntry, key_of, stamp_of
from services.content.store import article_files
from services.content.store.articles import Article
from services.content.store.books import Book
from services.content.store.bulletins import Bulletin
from services.content.store.courses import Course
from services.content.store.documents import Document
from services.content.store.notices import Notice
from shared import clock


def entry_of_article(article: Article) -> SearchEntry | None:
    if article.state != "published":
        return None
    text = article.published
    return SearchEntry(
        thing="article",
        id=article.id,
        stamp=stamp_of(article.version, text.audience),
        audience=text.audience,
        title=text.title,
        shown_at=article.published_at,
        day=clock.local_date(article.published_at),
        summary=text.summary or "",
        categories=list(text.categories),
        passages=[*map(Passage, text.paragraphs), *_in_files(article.id, text.rich)],
    )


def entry_of_document(document: Document) -> SearchEntry | None:
    if document.withdrawn:
        return None
    return SearchEntry(
        thing="document",
        id=document.id,
        stamp=stamp_of(document.version, document.audience),
        audience=document.audience,
        title=document.title,
        shown_at=document.listed_at,
        day=document.listed_at.astimezone(UTC).date(),
        number=document.number,
        kind=document.kind,
        issuer=document.issuer,
        effective_from=document.effective_from,
        effective_until=document.effective_until,
        replaces=key_of("document", document.supersedes) if document.supersedes else "",
        passages=msgspec.convert(list(document.sections), list[Passage]),
    )


def entry_of_notice(notice: Notice) -> SearchEntry | None:
    if notice.state != "sent":
        return None
    return SearchEntry(
        thing="notice",
        id=notice.id,
        stamp=stamp_of(notice.version, notice.audience),
        audience=notice.audience,
        roles=list(notice.roles),
        from_above=False,
        title=notice.title,
        shown_at=notice.sent_at,
        day=clock.local_date(notice.sent_at),
        issuer=notice.issuer,
        passages=[*map(Passage, notice.paragraphs)],
    )


def entry_of_course(course: Course) -> SearchEntry | None:
    text = course.opened_text
    if course.state != "open" or text is None:
        return None
    return SearchEntry(
        thing="course",
        id=course.id,
        stamp=stamp_of(course.version, text.audience),
        audience=text.audience,
        roles=list(text.roles),
        from_above=False,
        title=text.title,
        shown_at=course.opened_at,
        day=clock.local_date(course.opened_at),
        summary=text.summary,
        passages=[Passage(part.body, "", part.title) for part in text.parts],
    )


def entry_of_book(book: Book) -> SearchEntry | None:
    if book.state != "published":
        return None
    edition = book.published
    return SearchEntry(
        thing="book",
        id=book.id,
        stamp=stamp_of(book.version, edition.audience),
        audience=edition.audience,
        title=edition.title,
        shown_at=book.published_at,
        day=clock.local_date(book.published_at),
        summary=edition.summary or "",
        passages=[Passage(chapter.title) for chapter in edition.chapters if chapter.title],
    )


def entry_of_bulletin(bulletin: Bulletin) -> SearchEntry | None:
    """By its own words: what it gathers is found by itself."""
    if bulletin.withdrawn:
        return None
    return SearchEntry(
        thing="bulletin",
        id=bulletin.id,
        stamp=stamp_of(bulletin.version, bulletin.audience),
        audience=bulletin.audience,
        title=bulletin.title,
        shown_at=bulletin.published_at,
        day=clock.local_date(bulletin.published_at),
        summary=bulletin.period,
        passages=[Passage(bulletin.period)],
    )


def _in_files(article_id: str, blocks: list[RichBlock]) -> Iterator[Passage]:
    for block in blocks:
        if block.kind == "attachment":
            for words in article_files.words_of(article_id, block.file):
                yield Passage(words, "", f"Tệp kèm theo: {block.text}")
