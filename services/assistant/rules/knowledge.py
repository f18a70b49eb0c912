"""What can be quoted: one clause of one official document, who may read it, and while it is in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec


class KnownDocument(msgspec.Struct, frozen=True, kw_only=True):
    document_id: str
    version: int
    audience: str
    number: str
    title: str
    kind: str
    issuer: str
    issued_on: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None


class KnownClause(msgspec.Struct, frozen=True, kw_only=True):
    anchor: str
    heading: str
    text: str


# A document with the clauses that can be found in it.
Entry = tuple[KnownDocument, Sequence[KnownClause]]


class Found(msgspec.Struct, frozen=True):
    """One clause that the retriever returned, with its document. A higher score is a better match."""

    document: KnownDocument
    clause: KnownClause
    score: float
