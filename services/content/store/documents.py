"""Party documents, each in its newest version; the texts of all versions lie in store/texts.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import mongoengine as me

from services.content.rules.errors import DocumentNotFound
from services.content.store.listing import Found, page
from services.content.store.texts import DocumentText
from shared.contracts.registry import Event
from shared.outbox import Aggregate, change, create
from shared.store import below, in_transaction

NOT_LISTED = ("sections", "outbox")
MOST_RELATED = 20


class Document(Aggregate):
    """`digest` is of the file and its audience: equal means that there is nothing to import. `authority`: the
    organisation for which whoever put it in keeps documents. `effective_until`: the last day on which it holds;
    `written_until`: the one that its own text names (usecases/settling_validity.py)."""

    meta = {
        "collection": "documents",
        "strict": False,  # store/migrations.py
        "auto_create_index": False,
        "indexes": [
            {"fields": ["withdrawn", "audience", "-listed_at", "-id"], "name": "documents_for_readers"},
            {"fields": ["withdrawn", "audience", "version", "id"], "name": "documents_for_search"},
            {"fields": ["supersedes"], "sparse": True, "name": "documents_that_replace"},
            {"fields": ["number"], "name": "documents_by_number"},
        ],
    }

    number = me.StringField(required=True)
    kind = me.StringField(required=True)
    title = me.StringField(required=True)
    issuer = me.StringField(required=True)
    issued_on = me.DateField(required=True)
    effective_from = me.DateField(required=True)
    effective_until = me.DateField()
    written_until = me.DateField()
    # The id follows from issuer and number, so it is known also of a document that is not in the library.
    supersedes = me.StringField()
    supersedes_number = me.StringField()
    audience = me.StringField(required=True)
    authority = me.StringField(required=True)
    sections = me.ListField(me.DynamicField())
    digest = me.StringField(required=True)
    revision = me.IntField(required=True)
    withdrawn = me.BooleanField(required=True, default=False)
    withdrawal_reason = me.StringField()
    # The day of issue as a moment: what lists are ordered by.
    listed_at = me.DateTimeField(required=True)


def find(document_id: str) -> Document | None:
    found: Document | None = Document.objects(pk=document_id).first()
    return found


def get(document_id: str) -> Document:
    """Raises DocumentNotFound, also for one that was withdrawn."""
    found = find(document_id)
    if found is None or found.withdrawn:
        raise DocumentNotFound
    return found


def add(document: Document, text: DocumentText, event: Event) -> Document:
    def work() -> Document:
        text.save(force_insert=True)
        return create(document, event)

    return in_transaction(work)


def replace(document: Document, text: DocumentText, event: Event, **update: Any) -> Document:
    def work() -> Document:
        changed: Document = change(document, event, **update)
        text.save(force_insert=True)
        return changed

    return in_transaction(work)


def for_readers(audiences: list[str], cursor: str | None) -> Found:
    rows = Document.objects(withdrawn=False, audience__in=audiences)
    return page(rows.exclude(*NOT_LISTED), "listed_at", cursor)


def at_the_desk(paths: tuple[str, ...], cursor: str | None) -> Found:
    """Everything under the paths, also what was withdrawn."""
    if not paths:
        return Found([], None)
    rows = Document.objects(__raw__={"$or": [below("audience", path) for path in paths]})
    return page(rows.exclude(*NOT_LISTED), "listed_at", cursor)


def that_replace(document_id: str) -> list[Document]:
    """The last issued first."""
    rows = Document.objects(supersedes=document_id, withdrawn=False)
    return list(rows.exclude(*NOT_LISTED).order_by("-listed_at").limit(MOST_RELATED))


def narrowed(paths: Sequence[str], *, kind: str | None, year: int | None, most: int) -> list[Document]:
    """Not withdrawn, at or below one of the paths, without their texts, the last issued first."""
    if not paths:
        return []
    rows = Document.objects(__raw__={"withdrawn": False, "$or": [below("audience", path) for path in paths]})
    if kind:
        rows = rows.filter(kind=kind)
    if year:
        rows = rows.filter(
            listed_at__gte=datetime(year, 1, 1, tzinfo=UTC), listed_at__lt=datetime(year + 1, 1, 1, tzinfo=UTC)
        )
    return list(rows.exclude(*NOT_LISTED).order_by("-listed_at", "-id").limit(most))


def kinds(paths: Sequence[str]) -> list[str]:
    if not paths:
        return []
    rows = Document.objects(__raw__={"withdrawn": False, "$or": [below("audience", path) for path in paths]})
    return sorted(rows.distinct("kind"))


def newer_than(document_id: str) -> list[Document]:
    """All that replace it, with what decides how long it holds."""
    return list(Document.objects(supersedes=document_id, withdrawn=False).only("authority", "effective_from"))


def at_or_below(path: str) -> list[Document]:
    """Not withdrawn, without their texts, the last issued first."""
    rows = Document.objects(__raw__={"withdrawn": False, **below("audience", path)})
    return list(rows.exclude(*NOT_LISTED).order_by("-listed_at", "id"))
