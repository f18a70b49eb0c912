"""A Party document taken in: new, changed or as it was. Only a change is stored and told.

The id derives from issuer and number, so the same document is found again whatever its file is called.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal

import msgspec

from services.content.store import documents
from services.content.store.documents import Document
from services.content.store.texts import DocumentText
from services.content.usecases.settling_validity import last_day, refuse_circle, settle
from shared.contracts.content import Clause, DocumentPublished
from shared.ids import derive_id
from shared.reading.file import Head, ParsedDocument, decoded, parse_document
from shared.security import paths
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.vietnamese.folding import fold

Outcome = Literal["new", "changed", "unchanged"]


def document_id_of(issuer: str, number: str) -> str:
    return derive_id("document", fold(issuer), fold(number))


@dataclass(frozen=True)
class Incoming:
    """A file that was read and may be stored. `by`: the member, or the other system; "" at the machine itself.
    `authority`: the organisation for which that one keeps documents; it covers the audience."""

    parsed: ParsedDocument
    text: str
    audience: str
    authority: str
    now: datetime
    by: str = ""

    @property
    def id(self) -> str:
        return document_id_of(self.parsed.head.issuer, self.parsed.head.number)

    @property
    def replaced(self) -> str | None:
        """The id of the document that this one replaces, whether the library has it or not."""
        named = self.parsed.head.replaced
        return document_id_of(*named) if named else None

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.audience}\n{self.text}".encode()).hexdigest()


def import_document(raw: bytes, audience: str, now: datetime) -> Outcome:
    """A text file with its head. Raises DocumentUnreadable or SecretMark; the file is then not stored."""
    paths.checked(audience)
    text = decoded(raw)
    refuse_secrets({"file": text}, None, audience, now)
    return take_in(Incoming(parse_document(text), text, audience, audience, now))


def take_in(incoming: Incoming) -> Outcome:
    """Whoever calls has looked for marks of secrecy and knows that the document may be kept here. How long what it
    replaces holds is settled with it. Raises ReplacedInCircle."""
    return in_transaction(lambda: _taken_in(incoming))


def would_become(incoming: Incoming) -> Outcome:
    stored = documents.find(incoming.id)
    if stored is None:
        return "new"
    return "unchanged" if stored.digest == incoming.digest and not stored.withdrawn else "changed"


def _taken_in(incoming: Incoming) -> Outcome:
    outcome = would_become(incoming)
    if outcome == "unchanged":
        return outcome
    refuse_circle(incoming.id, incoming.replaced)
    stored = documents.find(incoming.id)
    if stored is None:
        _add(incoming)
    else:
        _replace(stored, incoming)
    for replaced in {incoming.replaced, stored.supersedes if stored else None}:
        settle(replaced)
    return outcome


def _add(incoming: Incoming) -> None:
    fields = _fields(incoming)
    document = Document(id=incoming.id, revision=1, **fields)
    documents.add(document, _text(incoming, 1), _told(incoming, 1, fields["effective_until"]))


def _replace(stored: Document, incoming: Incoming) -> None:
    revision = stored.revision + 1
    fields = _fields(incoming)
    update = {"revision": revision, "withdrawn": False, "withdrawal_reason": None, **fields}
    documents.replace(
        stored,
        _text(incoming, revision),
        _told(incoming, stored.version + 1, fields["effective_until"]),
        **{f"set__{name}": value for name, value in update.items()},
    )


def _fields(incoming: Incoming) -> dict[str, Any]:
    parsed, head = incoming.parsed, incoming.parsed.head
    return {
        "audience": incoming.audience,
        "authority": incoming.authority,
        "digest": incoming.digest,
        "number": head.number,
        "kind": head.kind,
        "title": head.title,
        "issuer": head.issuer,
        "issued_on": head.issued_on,
        "effective_from": _effective_from(head),
        "effective_until": last_day(incoming.id, incoming.audience, head.effective_until),
        "written_until": head.effective_until,
        "supersedes": incoming.replaced,
        "supersedes_number": head.supersedes,
        "sections": msgspec.to_builtins(parsed.sections),
        "listed_at": datetime.combine(head.issued_on, time(), UTC),
    }


def _effective_from(head: Head) -> date:
    return head.effective_from or head.issued_on


def _text(incoming: Incoming, revision: int) -> DocumentText:
    return DocumentText(
        id=derive_id("document_text", incoming.id, str(revision)),
        document_id=incoming.id,
        revision=revision,
        text=incoming.text,
        audience=incoming.audience,
        imported_at=incoming.now,
        imported_by=incoming.by or None,
    )


def _told(incoming: Incoming, version: int, effective_until: date | None) -> DocumentPublished:
    head = incoming.parsed.head
    return DocumentPublished(
        document_id=incoming.id,
        document_version=version,
        audience=incoming.audience,
        number=head.number,
        title=head.title,
        kind=head.kind,
        issuer=head.issuer,
        issued_on=head.issued_on,
        effective_from=_effective_from(head),
        effective_until=effective_until,
        clauses=msgspec.convert(msgspec.to_builtins(incoming.parsed.sections), list[Clause]),
    )
