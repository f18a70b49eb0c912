"""A Party document with its clauses, for another system that follows what is published."""

from __future__ import annotations

from datetime import date

import msgspec

from services.content.queries.read_feed import Key, follower
from services.content.rules.errors import DocumentNotFound
from services.content.store import documents
from shared.security import covers
from shared.usecase import Context, Id, Request


class ReadExchangeDocument(Request):
    key: Key
    document_id: Id


class ExchangeSection(msgspec.Struct, frozen=True):
    anchor: str
    heading: str
    text: str


class ExchangeDocument(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    number: str
    kind: str
    title: str
    issuer: str
    issued_on: date
    effective_from: date
    effective_until: date | None
    audience: str
    sections: list[ExchangeSection]


def read_exchange_document(query: ReadExchangeDocument, _ctx: Context) -> ExchangeDocument:
    """Raises KeyUnknown, NotThisPartner, DocumentNotFound also for one that is not meant for the partner's path."""
    partner = follower(query.key)
    found = documents.get(query.document_id)
    if not (covers(found.audience, partner.path) or covers(partner.path, found.audience)):
        raise DocumentNotFound
    return ExchangeDocument(
        id=found.id,
        version=found.version,
        number=found.number,
        kind=found.kind,
        title=found.title,
        issuer=found.issuer,
        issued_on=found.issued_on,
        effective_from=found.effective_from,
        effective_until=found.effective_until,
        audience=found.audience,
        sections=[ExchangeSection(item["anchor"], item["heading"], item["text"]) for item in found.sections],
    )
