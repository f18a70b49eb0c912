"""Bulletins: published articles and documents of a period, in an order. Made in one go and not changed after: who
scanned the code on the paper finds what stood there."""

from __future__ import annotations

from collections.abc import Sequence

import mongoengine as me

from services.content.rules.errors import BulletinNotFound
from services.content.store.books import StoredChapter
from services.content.store.listing import Found, page
from shared.outbox import Aggregate
from shared.store import below


class Bulletin(Aggregate):
    meta = {
        "collection": "bulletins",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["withdrawn", "audience", "-published_at", "-id"], "name": "bulletins_for_readers"},
            {"fields": ["withdrawn", "audience", "version", "id"], "name": "bulletins_for_search"},
        ],
    }

    title = me.StringField(required=True)
    period = me.StringField(required=True)
    audience = me.StringField(required=True)
    items = me.EmbeddedDocumentListField(StoredChapter)
    poll_id = me.StringField()
    author_id = me.StringField(required=True)
    published_at = me.DateTimeField(required=True)
    withdrawn = me.BooleanField(required=True, default=False)
    withdrawal_reason = me.StringField()


def find(bulletin_id: str) -> Bulletin | None:
    found: Bulletin | None = Bulletin.objects(pk=bulletin_id).first()
    return found


def get(bulletin_id: str) -> Bulletin:
    """Raises BulletinNotFound."""
    found = find(bulletin_id)
    if found is None:
        raise BulletinNotFound
    return found


def for_readers(audiences: Sequence[str], cursor: str | None) -> Found:
    rows = Bulletin.objects(withdrawn=False, audience__in=audiences)
    return page(rows.exclude("outbox"), "published_at", cursor)


def at_the_desk(paths: Sequence[str], cursor: str | None) -> Found:
    if not paths:
        return Found([], None)
    rows = Bulletin.objects(__raw__={"$or": [below("audience", path) for path in paths]})
    return page(rows.exclude("outbox"), "published_at", cursor)
