"""Facts that content tells: articles and documents, with the text that others read aloud or answer from."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from shared.contracts.registry import Event, event
from shared.structs import Message


class Block(Message):
    """One piece of a written text, in reading order. `text` is plain; of an image, what it shows in words.

    `mark`: what stands before an item of a list: "1.", "a)", "–". `level`: of a heading 2 to 4, of an item its depth
    from 1. `rows`: of a table, the first one its head.
    """

    text: str
    kind: Literal["heading", "paragraph", "item", "quote", "table", "image"] = "paragraph"
    mark: str = ""
    level: int = 0
    rows: list[list[str]] = msgspec.field(default_factory=list)


@event("content.article_published.v1")
class ArticlePublished(Event):
    """The text travels with the event, so that a reader needs no question back: `blocks` as they stand on the page.
    `categories`: ids, the main one first; their names may change."""

    article_id: str
    article_version: int
    audience: str
    title: str
    blocks: list[Block]
    categories: list[str] = msgspec.field(default_factory=list)


class BookChapter(Message):
    """`title`: as it stands in the book, else that of the text."""

    kind: Literal["article", "document"]
    ref: str
    title: str


@event("content.book_published.v1")
class BookPublished(Event):
    """An audio book (F30), or another edition of it. Its chapters are articles and documents, told for themselves;
    their titles are told here, to be said before them."""

    book_id: str
    book_version: int
    audience: str
    title: str
    chapters: list[BookChapter] = msgspec.field(default_factory=list)


@event("content.book_withdrawn.v1")
class BookWithdrawn(Event):
    book_id: str
    book_version: int
    audience: str


@event("content.article_withdrawn.v1")
class ArticleWithdrawn(Event):
    article_id: str
    article_version: int
    audience: str


@event("content.article_opened.v1", routing="optional")
class ArticleOpened(Event):
    """Everybody may read this text of the article from now on, without an account. `article_version`: the one that
    article_published told with the text. Told again for a later text, which then stands in place of this one."""

    article_id: str
    article_version: int
    revision: int
    audience: str
    title: str


@event("content.article_closed.v1", routing="optional")
class ArticleClosed(Event):
    """The public has it no longer, because an editor closed it or the article was withdrawn."""

    article_id: str
    article_version: int
    revision: int
    audience: str


@event("content.bulletin_published.v1", routing="optional")
class BulletinPublished(Event):
    """A bulletin of a period (F28): published articles and documents gathered. They are told for themselves."""

    bulletin_id: str
    bulletin_version: int
    audience: str
    title: str


@event("content.bulletin_withdrawn.v1", routing="optional")
class BulletinWithdrawn(Event):
    bulletin_id: str
    bulletin_version: int
    audience: str


class Clause(Message):
    """`anchor` is stable across re-imports of the same document: "dieu-3-khoan-2". `chapters`: the marks that stand
    above the heading, outermost first: "Chương II. TỔ CHỨC ĐẢNG"."""

    anchor: str
    heading: str
    text: str
    chapters: list[str] = msgspec.field(default_factory=list)


@event("content.document_published.v1")
class DocumentPublished(Event):
    """`same_text`: told once more because only its place or its validity is another; nobody need be called to it."""

    document_id: str
    document_version: int
    audience: str
    number: str
    title: str
    kind: str
    issuer: str
    issued_on: date
    effective_from: date
    effective_until: date | None = None
    same_text: bool = False
    clauses: list[Clause]


@event("content.document_withdrawn.v1")
class DocumentWithdrawn(Event):
    document_id: str
    document_version: int
    audience: str


@event("content.course_opened.v1", routing="optional")
class CourseOpened(Event):
    """There is something new to study under `audience`; with `roles` only for those who hold one of them there."""

    course_id: str
    audience: str
    roles: list[str]


@event("content.course_part_published.v1")
class CoursePartPublished(Event):
    """A part of an opened course that has a text of its own, with the text. With `roles` it is only for those who hold
    one of them under `audience`. An article or document that a part points at tells for itself."""

    part_id: str
    course_id: str
    edition: int
    audience: str
    roles: list[str]
    title: str
    blocks: list[Block]


@event("content.course_part_withdrawn.v1")
class CoursePartWithdrawn(Event):
    """With its course, or because it points at something else now. `edition`: the last one that had the text."""

    part_id: str
    course_id: str
    edition: int
    audience: str


@event("content.course_completed.v1", routing="optional")
class CourseCompleted(Event):
    """`cell_path`: where the member belonged then."""

    course_id: str
    member_id: str
    cell_path: str


@event("content.notice_sent.v1", routing="optional")
class NoticeSent(Event):
    """A notice or directive for `audience`; with `roles` only for those who hold one of them there. `acknowledge`: its
    readers are asked to, until the end of `deadline` where there is one."""

    notice_id: str
    kind: Literal["notice", "directive"]
    audience: str
    roles: list[str]
    acknowledge: bool
    deadline: date | None


@event("content.notice_corrected.v1", routing="optional")
class NoticeCorrected(Event):
    """Its text is another one, to be read and where asked acknowledged anew."""

    notice_id: str
    edition: int
    audience: str
    roles: list[str]
    acknowledge: bool
    deadline: date | None


@event("content.notice_withdrawn.v1", routing="optional")
class NoticeWithdrawn(Event):
    notice_id: str
    audience: str
    roles: list[str]


@event("content.notice_reminder_due.v1", routing="optional")
class NoticeReminderDue(Event):
    """Halfway to its deadline, on the last day, and every week after it or where there is none. Who of those meant has
    yet to acknowledge is asked of content."""

    notice_id: str
    occasion: Literal["half_time", "last_day", "weekly"]
    audience: str
    roles: list[str]
    deadline: date | None


@event("content.scan_sent.v1")
class ScanSent(Event):
    """Work for content's own worker: the pages of this draft are pictures."""

    scan_id: str
