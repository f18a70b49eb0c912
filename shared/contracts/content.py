"""Facts that content tells: articles and documents, with the text that others read aloud or answer from."""

from __future__ import annotations

from datetime import date

from shared.contracts.registry import Event, event
from shared.structs import Message


@event("content.article_published.v1")
class ArticlePublished(Event):
    """The text travels with the event, so that a reader needs no question back. `paragraphs` are plain text."""

    article_id: str
    article_version: int
    audience: str
    title: str
    paragraphs: list[str]


@event("content.article_withdrawn.v1")
class ArticleWithdrawn(Event):
    article_id: str
    article_version: int
    audience: str


class Clause(Message):
    """`anchor` is stable across re-imports of the same document: "dieu-3-khoan-2"."""

    anchor: str
    heading: str
    text: str


@event("content.document_published.v1")
class DocumentPublished(Event):
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
    clauses: list[Clause]


@event("content.document_withdrawn.v1")
class DocumentWithdrawn(Event):
    document_id: str
    document_version: int
    audience: str
