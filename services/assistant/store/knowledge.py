"""The documents that may be quoted, as content told of them: the copy that every index is built from.

A withdrawn document stays as an empty row with its version: an older event that arrives late changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import mongoengine as me
import msgspec

from services.assistant.rules.clauses import entries_of
from services.assistant.rules.knowledge import Entry, KnownClause, KnownDocument
from shared.contracts.content import DocumentPublished, DocumentWithdrawn


class StoredDocument(me.Document):
    meta = {
        "collection": "knowledge",
        "auto_create_index": False,
        "indexes": [("withdrawn", "version")],
    }

    id = me.StringField(primary_key=True)
    version = me.IntField(required=True)
    withdrawn = me.BooleanField(required=True)
    audience = me.StringField(required=True)
    number = me.StringField()
    title = me.StringField()
    kind = me.StringField()
    issuer = me.StringField()
    issued_on = me.DateField()
    effective_from = me.DateField()
    effective_until = me.DateField()
    clauses = me.ListField(me.DynamicField())


def keep(published: DocumentPublished) -> bool:
    """Store this version unless a newer one is known. Runs in the reaction's transaction."""
    if _known_version(published.document_id) >= published.document_version:
        return False
    StoredDocument(
        id=published.document_id,
        version=published.document_version,
        withdrawn=False,
        audience=published.audience,
        number=published.number,
        title=published.title,
        kind=published.kind,
        issuer=published.issuer,
        issued_on=published.issued_on,
        effective_from=published.effective_from,
        effective_until=published.effective_until,
        clauses=msgspec.to_builtins(published.clauses),
    ).save()
    return True


def withdraw(withdrawn: DocumentWithdrawn) -> bool:
    if _known_version(withdrawn.document_id) > withdrawn.document_version:
        return False
    StoredDocument(
        id=withdrawn.document_id,
        version=withdrawn.document_version,
        withdrawn=True,
        audience=withdrawn.audience,
    ).save()
    return True


def versions() -> dict[str, int]:
    """Which version of which document should be searchable; answered from the index alone."""
    return dict(StoredDocument.objects(withdrawn=False).scalar("id", "version"))


def entries(document_ids: list[str]) -> Iterator[Entry]:
    for row in StoredDocument.objects(id__in=document_ids, withdrawn=False):
        document = KnownDocument(
            document_id=row.id,
            version=row.version,
            audience=row.audience,
            number=row.number,
            title=row.title,
            kind=row.kind,
            issuer=row.issuer,
            issued_on=row.issued_on,
            effective_from=row.effective_from,
            effective_until=row.effective_until,
        )
        yield document, entries_of(msgspec.convert(list(row.clauses), list[KnownClause]))


def _known_version(document_id: str) -> int:
    return StoredDocument.objects(pk=document_id).scalar("version").first() or 0
