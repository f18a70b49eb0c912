"""What an editor is typing: one row for each page on which an article lies open, replaced as the typing goes on, for
nobody but its writer.

Two pages never write the same row, so neither overwrites the other. A page that shows what another one left takes that
row over with its first letters, and only if nothing was typed there since.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import mongoengine as me

from services.content.rules.editorial_errors import TooManyCopies

NEW = "new"
"""In place of the article's id, for one that is not written yet."""
MOST = 10
"""Of one article by one editor."""


class WorkingCopy(me.Document):
    """`place`: editor and article; `window`: the page; `mark`: another one with each time it is kept;
    `article_version`: of the article when the editor opened it."""

    meta = {
        "collection": "article_working_copies",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["saved_at"], "name": "working_copies_by_age"},
            {"fields": ["place", "-saved_at"], "name": "working_copies_of_article"},
            {"fields": ["member_id"], "name": "working_copies_of_member"},
        ],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    place = me.StringField(required=True)
    article_id = me.StringField()
    window = me.StringField(required=True)
    mark = me.StringField(required=True)
    article_version = me.IntField(required=True)
    title = me.StringField()
    summary = me.StringField()
    body = me.StringField()
    categories = me.ListField(me.StringField())
    audience = me.StringField()
    correction = me.StringField()
    saved_at = me.DateTimeField(required=True)


def keep(member_id: str, article_id: str | None, window: str, mark: str, **typed: Any) -> None:
    """Raises TooManyCopies."""
    place = _place(member_id, article_id)
    if WorkingCopy.objects(place=place, window__ne=window).count() >= MOST:
        raise TooManyCopies
    WorkingCopy(
        id=_key(place, window), member_id=member_id, place=place, article_id=article_id, window=window, mark=mark,
        **typed,
    ).save()  # fmt: skip


def of_article(member_id: str, article_id: str | None) -> list[WorkingCopy]:
    """The last kept first."""
    return list(WorkingCopy.objects(place=_place(member_id, article_id)).order_by("-saved_at", "-id"))


def of_member(member_id: str) -> list[WorkingCopy]:
    return list(WorkingCopy.objects(member_id=member_id).order_by("-saved_at", "-id"))


def discard(member_id: str, article_id: str | None, window: str, mark: str | None) -> bool:
    """`mark`: only as it was then. False: something else was typed there since."""
    key = _key(_place(member_id, article_id), window)
    rows = WorkingCopy.objects(pk=key) if mark is None else WorkingCopy.objects(pk=key, mark=mark)
    return bool(rows.delete()) or WorkingCopy.objects(pk=key).first() is None


def forget_before(moment: datetime) -> int:
    return int(WorkingCopy.objects(saved_at__lt=moment).delete())


def forget_member(member_id: str) -> None:
    WorkingCopy.objects(member_id=member_id).delete()


def _place(member_id: str, article_id: str | None) -> str:
    return f"{member_id}/{article_id or NEW}"


def _key(place: str, window: str) -> str:
    return f"{place}/{window}"
