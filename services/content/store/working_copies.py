"""What an editor is typing: one row for each editor and article, replaced as the typing goes on, for nobody else."""

from __future__ import annotations

from datetime import datetime

import mongoengine as me

NEW = "new"
"""In place of the article's id, for one that is not written yet."""


class WorkingCopy(me.Document):
    """`article_version`: of the article when the editor opened it."""

    meta = {
        "collection": "article_working_copies",
        "auto_create_index": False,
        "indexes": [{"fields": ["saved_at"], "name": "working_copies_by_age"}],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    article_version = me.IntField(required=True)
    title = me.StringField()
    summary = me.StringField()
    body = me.StringField()
    categories = me.ListField(me.StringField())
    audience = me.StringField()
    correction = me.StringField()
    saved_at = me.DateTimeField(required=True)


def key(member_id: str, article_id: str | None) -> str:
    return f"{member_id}/{article_id or NEW}"


def article_of(copy: WorkingCopy) -> str | None:
    article_id = str(copy.id).removeprefix(f"{copy.member_id}/")
    return None if article_id == NEW else article_id


def find(member_id: str, article_id: str | None) -> WorkingCopy | None:
    found: WorkingCopy | None = WorkingCopy.objects(pk=key(member_id, article_id)).first()
    return found


def discard(member_id: str, article_id: str | None) -> None:
    WorkingCopy.objects(pk=key(member_id, article_id)).delete()


def forget_before(moment: datetime) -> int:
    return int(WorkingCopy.objects(saved_at__lt=moment).delete())


def of_member(member_id: str) -> list[WorkingCopy]:
    return list(WorkingCopy.objects(member_id=member_id).order_by("saved_at"))


def forget_member(member_id: str) -> int:
    return int(WorkingCopy.objects(member_id=member_id).delete())
