"""One Party document, section by section. A heading stands over the first of its sections only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from services.content.rules.errors import DocumentNotFound
from services.content.rules.permissions import may_read
from services.content.store import documents
from services.content.store.documents import Document
from services.content.usecases.settling_validity import ends
from shared.security import Actor, citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class ReadDocument(Request):
    document_id: Id


class SectionView(msgspec.Struct, frozen=True):
    anchor: str
    heading: str
    text: str


class RelatedDocument(msgspec.Struct, frozen=True):
    """`id`: "" where the library has no such document for this reader."""

    id: str
    number: str
    title: str


class NewerDocument(msgspec.Struct, frozen=True, kw_only=True):
    """`ends_validity`: otherwise it came from a committee that does not keep the older one, which holds as before."""

    id: str
    number: str
    title: str
    ends_validity: bool


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    number: str
    title: str
    kind: str
    issuer: str
    issued_on: date
    effective_from: date
    effective_until: date | None
    supersedes: RelatedDocument | None
    superseded_by: list[NewerDocument]
    sections: list[SectionView]


@citizens_may
@helpers_may("read_news")
def read_document(query: ReadDocument, ctx: Context) -> DocumentView:
    """Raises DocumentNotFound also for a document that the reader may not know of."""
    document = documents.get(query.document_id)
    if not may_read(ctx.actor, document.audience):
        raise DocumentNotFound
    return DocumentView(
        id=document.id,
        version=document.version,
        number=document.number,
        title=document.title,
        kind=document.kind,
        issuer=document.issuer,
        issued_on=document.issued_on,
        effective_from=document.effective_from,
        effective_until=document.effective_until,
        supersedes=_replaced(document, ctx.actor),
        superseded_by=newer_than(document, ctx.actor),
        sections=list(shown_sections(document)),
    )


def newer_than(document: Document, actor: Actor) -> list[NewerDocument]:
    """As far as the actor may read it."""
    return [
        NewerDocument(id=each.id, number=each.number, title=each.title, ends_validity=ends(each, document.audience))
        for each in documents.that_replace(document.id)
        if may_read(actor, each.audience)
    ]


def _replaced(document: Document, actor: Actor) -> RelatedDocument | None:
    """Its number stands in the text anyway; more is told of it to those who may read it."""
    if not document.supersedes:
        return None
    found = documents.find(document.supersedes)
    if found is None or found.withdrawn or not may_read(actor, found.audience):
        return RelatedDocument("", document.supersedes_number, "")
    return RelatedDocument(found.id, found.number, found.title)


def shown_sections(document: Document) -> Iterator[SectionView]:
    above = document.title
    for section in document.sections:
        heading, text = section["heading"], section["text"]
        yield SectionView(section["anchor"], "" if heading in (above, text) else heading, text)
        above = heading
