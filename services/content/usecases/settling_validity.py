"""How long a document holds: until the day that its own text names, or the day before one that replaces it takes
effect, whichever comes first. Settled anew in the transaction in which one that replaces it comes, changes or is
withdrawn.

Whoever put the newer one in must be able to keep the older one too (`authority` covers its audience); otherwise readers
see both directions, and the older one holds as before.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from services.content.rules.document_errors import ReplacedInCircle
from services.content.store import documents
from services.content.store.documents import Document
from shared.contracts.content import Clause, DocumentPublished
from shared.outbox import change
from shared.security import covers

THE_DAY_BEFORE = timedelta(days=1)


def ends(newer: Document, audience: str) -> bool:
    """Whether `newer` ends the validity of what it replaces, which is meant for `audience`."""
    return covers(newer.authority, audience)


def last_day(document_id: str, audience: str, written: date | None) -> date | None:
    """`written`: what the document's own text says."""
    newer = [each for each in documents.newer_than(document_id) if ends(each, audience)]
    days = [written, *(each.effective_from - THE_DAY_BEFORE for each in newer)]
    return min((day for day in days if day), default=None)


def settle(document_id: str | None) -> None:
    """Inside the transaction that changed what replaces it. One that is not there or was withdrawn is settled when it
    comes."""
    document = documents.find(document_id) if document_id else None
    if document is None or document.withdrawn:
        return
    until = last_day(document.id, document.audience, document.written_until)
    if until != document.effective_until:
        change(document, told_again(document, document.audience, until), set__effective_until=until)


def refuse_circle(document_id: str, replaced: str | None) -> None:
    """Raises ReplacedInCircle where what is replaced replaces, by whatever way, this document."""
    seen: set[str] = set()
    while replaced is not None and replaced not in seen:
        if replaced == document_id:
            raise ReplacedInCircle(details={"supersedes": ReplacedInCircle.message})
        seen.add(replaced)
        found = documents.find(replaced)
        replaced = found.supersedes if found is not None and not found.withdrawn else None


def told_again(document: Document, audience: str, effective_until: date | None) -> DocumentPublished:
    """The same text once more: its place or its validity is another."""
    return DocumentPublished(
        document_id=document.id,
        document_version=document.version + 1,
        audience=audience,
        number=document.number,
        title=document.title,
        kind=document.kind,
        issuer=document.issuer,
        issued_on=document.issued_on,
        effective_from=document.effective_from,
        effective_until=effective_until,
        same_text=True,
        clauses=msgspec.convert(list(document.sections), list[Clause]),
    )
