"""The text that a part of a course points at, as it is now: an article as its readers see it, a document or a place in
it. A part follows the corrections of its source by itself."""

from __future__ import annotations

from dataclasses import dataclass

from services.content.rules.courses import PartSource
from services.content.store.articles import Article
from services.content.store.documents import Document


@dataclass(frozen=True)
class Piece:
    heading: str
    text: str


@dataclass(frozen=True)
class Source:
    title: str
    audience: str
    pieces: list[Piece]


def find(kind: PartSource, source_id: str, anchor: str) -> Source | None:
    """None for what is not there, not published, withdrawn, or has no such place."""
    return _article(source_id) if kind == "article" else _document(source_id, anchor)


def _article(article_id: str) -> Source | None:
    article: Article | None = Article.objects(pk=article_id, state="published").only("published").first()
    if article is None:
        return None
    shown = article.published
    return Source(shown.title, shown.audience, [Piece("", text) for text in shown.paragraphs])


def _document(document_id: str, anchor: str) -> Source | None:
    document: Document | None = Document.objects(pk=document_id, withdrawn=False).first()
    if document is None:
        return None
    pieces = [
        Piece(section["heading"], section["text"])
        for section in document.sections
        if not anchor or section["anchor"] == anchor or section["anchor"].startswith(f"{anchor}-")
    ]
    return Source(f"{document.number} {document.title}", document.audience, pieces) if pieces else None
