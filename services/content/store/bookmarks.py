"""What a member marked to read later: articles, documents and clauses. Ids only; titles are looked up when shown, so
that nobody keeps the title of what he may no longer read."""

from __future__ import annotations

from datetime import datetime

import mongoengine as me

from services.content.rules.errors import TooManyBookmarks
from services.content.store.listing import Found, page

MOST = 500


class Bookmark(me.Document):
    """`id` names member and thing, so that marking twice is marking once."""

    meta = {
        "collection": "bookmarks",
        "auto_create_index": False,
        "indexes": [{"fields": ["member_id", "-marked_at", "-id"], "name": "bookmarks_of_member"}],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    kind = me.StringField(required=True, choices=("article", "document"))
    ref = me.StringField(required=True)
    anchor = me.StringField(default="")
    marked_at = me.DateTimeField(required=True)


def add(member_id: str, kind: str, ref: str, anchor: str, now: datetime) -> None:
    """Raises TooManyBookmarks."""
    bookmark_id = _id(member_id, kind, ref, anchor)
    if Bookmark.objects(pk=bookmark_id).first() is None and Bookmark.objects(member_id=member_id).count() >= MOST:
        raise TooManyBookmarks
    fresh = {"member_id": member_id, "kind": kind, "ref": ref, "anchor": anchor, "marked_at": now}
    Bookmark.objects(pk=bookmark_id).update_one(
        upsert=True, **{f"set_on_insert__{name}": value for name, value in fresh.items()}
    )


def remove(member_id: str, kind: str, ref: str, anchor: str) -> None:
    Bookmark.objects(pk=_id(member_id, kind, ref, anchor)).delete()


def of_member(member_id: str, cursor: str | None) -> Found:
    return page(Bookmark.objects(member_id=member_id), "marked_at", cursor)


def all_of_member(member_id: str) -> list[Bookmark]:
    return list(Bookmark.objects(member_id=member_id).order_by("-marked_at", "-id"))


def forget_member(member_id: str) -> None:
    Bookmark.objects(member_id=member_id).delete()


def _id(member_id: str, kind: str, ref: str, anchor: str) -> str:
    return f"{member_id}/{kind}/{ref}/{anchor}"
