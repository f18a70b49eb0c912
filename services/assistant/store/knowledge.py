"""The documents that may be quoted, as content told of them: the copy that every index is built from.

A withdrawn document stays as an empty row with its version: an older event that arrives late changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import mongoengine as me
import msgspec

from services.assistant.rules.clauses import entries_of
from services.assistant.rules.knowledge import Entry, KnownClause, KnownDocument
from shared import clock
from shared.contracts.content import DocumentPublished, DocumentWithdrawn
from shared.contracts.feedback import AnswerReleased, AnswerWithdrawn


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
    source = me.StringField(default="document")
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
    return _withdrawn(withdrawn.document_id, withdrawn.document_version, withdrawn.audience)


def keep_answer(released: AnswerReleased) -> bool:
    """As `keep`: an answer that a committee gave, cited as such, from the day on which it was given."""
    if _known_version(released.answer_id) >= released.answer_version:
        return False
    day = clock.local_date(released.answered_at)
    StoredDocument(
        id=released.answer_id,
        version=released.answer_version,
        withdrawn=False,
        audience=released.audience,
        title=released.topic,
        kind="Câu trả lời",
        issuer=released.issuer,
        issued_on=day,
        effective_from=day,
        source="answer",
        clauses=[{"anchor": "", "heading": released.question, "text": released.answer}],
    ).save()
    return True


def withdraw_answer(withdrawn: AnswerWithdrawn) -> bool:
    return _withdrawn(withdrawn.answer_id, withdrawn.answer_version, withdrawn.audience)


def versions() -> dict[str, int]:
    """Which version of which document should be searchable; answered from the index alone."""
    return dict(StoredDocument.objects(withdrawn=False).scalar("id", "version"))


def entries(document_ids: list[str]) -> Iterator[Entry]:
    for row in StoredDocument.objects(id__in=document_ids, withdrawn=False):
        document = KnownDocument(
            document_id=row.id,
            version=row.version,
            audience=row.audience,
            number=row.number or "",
            title=row.title,
            kind=row.kind,
            issuer=row.issuer,
            issued_on=row.issued_on,
            effective_from=row.effective_from,
            effective_until=row.effective_until,
            source=row.source or "document",
        )
        yield document, entries_of(msgspec.convert(list(row.clauses), list[KnownClause]))


def _withdrawn(document_id: str, version: int, audience: str) -> bool:
    if _known_version(document_id) > version:
        return False
    StoredDocument(id=document_id, version=version, withdrawn=True, audience=audience).save()
    return True


def _known_version(document_id: str) -> int:
    return StoredDocument.objects(pk=document_id).scalar("version").first() or 0


def newest_headings(
    audiences: list[str], on: date, documents: int = 6, clauses: int = 40
) -> Iterator[tuple[str, list[str]]]:
    """(id, its first headings, each once) of the newest documents in force on the day for these audiences."""
    in_force = {
        "withdrawn": False,
        "audience": {"$in": audiences},
        "effective_from": {"$not": {"$gt": datetime.combine(on, time())}},
        "effective_until": {"$not": {"$lt": datetime.combine(on, time())}},
    }
    rows = StoredDocument.objects(__raw__=in_force).order_by("-effective_from").only("id", "clauses").limit(documents)
    for row in rows.fields(slice__clauses=clauses):
        yield row.id, list(dict.fromkeys(clause["heading"] for clause in row.clauses))
