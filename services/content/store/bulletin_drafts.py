"""Bulletins that are being put together; published, one of them is the bulletin of the same id and no draft any
more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mongoengine as me

from services.content.rules.errors import BulletinDraftNotFound
from services.content.store.books import StoredChapter
from shared.outbox import ChangedByAnother
from shared.store import below

MOST_SHOWN = 50


class BulletinDraft(me.Document):
    meta = {"collection": "bulletin_drafts", "auto_create_index": False, "indexes": ["audience"]}

    id = me.StringField(primary_key=True)
    version = me.IntField(required=True)
    title = me.StringField(required=True)
    period = me.StringField()
    audience = me.StringField(required=True)
    items = me.EmbeddedDocumentListField(StoredChapter)
    poll_id = me.StringField()
    author_id = me.StringField(required=True)
    changed_at = me.DateTimeField(required=True)


def find(draft_id: str) -> BulletinDraft | None:
    found: BulletinDraft | None = BulletinDraft.objects(pk=draft_id).first()
    return found


def get(draft_id: str) -> BulletinDraft:
    """Raises BulletinDraftNotFound."""
    found = find(draft_id)
    if found is None:
        raise BulletinDraftNotFound
    return found


def change(draft_id: str, version: int, **fields: Any) -> None:
    """Raises ChangedByAnother."""
    update = {f"set__{name}": value for name, value in fields.items()}
    if not BulletinDraft.objects(pk=draft_id, version=version).update_one(set__version=version + 1, **update):
        raise ChangedByAnother


def remove(draft_id: str, version: int) -> None:
    """Raises ChangedByAnother."""
    if not BulletinDraft.objects(pk=draft_id, version=version).delete():
        raise ChangedByAnother


def at_the_desk(paths: Sequence[str]) -> list[BulletinDraft]:
    """The last changed first."""
    if not paths:
        return []
    rows = BulletinDraft.objects(__raw__={"$or": [below("audience", path) for path in paths]})
    return list(rows.order_by("-changed_at", "-id").limit(MOST_SHOWN))
