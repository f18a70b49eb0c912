"""Documents that were sent and read and wait for somebody to look at them; thrown away after a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import mongoengine as me

from services.content.rules.document_errors import DraftDone, DraftNotFound
from shared.store import below

KEPT = timedelta(days=7)
MOST_SHOWN = 50


class DocumentDraft(me.Document):
    """`proposed`: what was recognised, by the names of the head's fields. `doubts`: of a scan, the
    paragraphs with words that the reader was not sure of; `page_notes`: what became of pages that were not read.
    `document_id`: what it became."""

    meta = {
        "collection": "document_drafts",
        "auto_create_index": False,
        "indexes": [{"fields": ["expires_at"], "expireAfterSeconds": 0}, "audience"],
    }

    id = me.StringField(primary_key=True)
    file_name = me.StringField(required=True)
    audience = me.StringField(required=True)
    text = me.StringField(required=True)
    proposed = me.DictField()
    empty_pages = me.ListField(me.IntField())
    doubts = me.ListField(me.DynamicField())
    page_notes = me.ListField(me.DictField())
    scanned = me.BooleanField(default=False)
    by = me.StringField(required=True)
    at = me.DateTimeField(required=True)
    document_id = me.StringField()
    expires_at = me.DateTimeField(required=True)


def keep(draft_id: str, *, at: datetime, **fields: Any) -> DocumentDraft:
    draft = DocumentDraft(id=draft_id, at=at, expires_at=at + KEPT, **fields)
    draft.save(force_insert=True)
    return draft


def find(draft_id: str) -> DocumentDraft | None:
    found: DocumentDraft | None = DocumentDraft.objects(pk=draft_id).first()
    return found


def get(draft_id: str) -> DocumentDraft:
    """Raises DraftNotFound."""
    found = find(draft_id)
    if found is None:
        raise DraftNotFound
    return found


def became(draft_id: str, document_id: str) -> None:
    """Raises DraftDone when somebody was faster."""
    if not DocumentDraft.objects(pk=draft_id, document_id=None).update_one(set__document_id=document_id):
        raise DraftDone


def discard(draft_id: str) -> None:
    DocumentDraft.objects(pk=draft_id, document_id=None).delete()


def waiting(paths: tuple[str, ...]) -> list[DocumentDraft]:
    """Without their texts, the last sent first."""
    if not paths:
        return []
    rows = DocumentDraft.objects(__raw__={"document_id": None, "$or": [below("audience", path) for path in paths]})
    return list(rows.exclude("text", "doubts").order_by("-at").limit(MOST_SHOWN))
