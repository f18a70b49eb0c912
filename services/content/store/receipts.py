"""Who opened a notice and who acknowledged it: one row per reader, made when it is opened, never at sending.

`cell_path` and `counted` follow identity's events, so that a cell's numbers are one look into an index.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import mongoengine as me

from services.content.rules.notices import Standing, standing
from services.content.store import roster
from services.content.store.notices import Notice
from shared.security import Actor
from shared.store import below


class Acknowledgement(me.EmbeddedDocument):
    """`entered_by`: the helper who pressed the button for the member; None where the member did."""

    edition = me.IntField(required=True)
    at = me.DateTimeField(required=True)
    entered_by = me.StringField()


class NoticeReceipt(me.Document):
    """`read_at`: when it was opened first. `through_helper`: how `acknowledged_edition` was acknowledged."""

    meta = {
        "collection": "notice_receipts",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["member_id", "notice_id"], "name": "receipts_of_member"},
            {"fields": ["notice_id", "counted", "cell_path"], "name": "receipts_by_cell"},
        ],
    }

    id = me.StringField(primary_key=True)
    notice_id = me.StringField(required=True)
    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    counted = me.BooleanField(required=True)
    read_at = me.DateTimeField(required=True)
    read_edition = me.IntField(required=True)
    acknowledged_edition = me.IntField(required=True, default=0)
    through_helper = me.BooleanField(required=True, default=False)
    acknowledgements = me.EmbeddedDocumentListField(Acknowledgement)


def standing_of(notice: Notice, receipt: NoticeReceipt | None) -> Standing:
    return standing(
        edition=notice.edition,
        asks=notice.acknowledge,
        read_edition=receipt.read_edition if receipt else 0,
        acknowledged_edition=receipt.acknowledged_edition if receipt else 0,
    )


def is_through_helper(notice: Notice, receipt: NoticeReceipt | None) -> bool:
    return standing_of(notice, receipt) == "acknowledged" and receipt is not None and receipt.through_helper


def find(notice_id: str, member_id: str) -> NoticeReceipt | None:
    found: NoticeReceipt | None = NoticeReceipt.objects(pk=_id(notice_id, member_id)).first()
    return found


def note_read(notice_id: str, edition: int, actor: Actor, now: datetime) -> None:
    """Repeated, or by another device at the same time, it changes nothing."""
    cell_path, counted = roster.place_of(actor)
    first = {
        "notice_id": notice_id,
        "member_id": actor.member_id,
        "cell_path": cell_path,
        "counted": counted,
        "read_at": now,
        "acknowledged_edition": 0,
        "through_helper": False,
        "acknowledgements": [],
    }
    NoticeReceipt._get_collection().update_one(
        {"_id": _id(notice_id, actor.member_id)},
        {"$setOnInsert": first, "$max": {"read_edition": edition}},
        upsert=True,
    )


def note_acknowledged(notice_id: str, edition: int, actor: Actor, now: datetime) -> None:
    """Of two at once the first counts. Who acknowledges has read."""
    note_read(notice_id, edition, actor, now)
    entry = {"edition": edition, "at": now}
    if actor.helper_id is not None:
        entry["entered_by"] = actor.helper_id
    NoticeReceipt._get_collection().update_one(
        {"_id": _id(notice_id, actor.member_id), "acknowledged_edition": {"$lt": edition}},
        {
            "$set": {"acknowledged_edition": edition, "through_helper": actor.helper_id is not None},
            "$push": {"acknowledgements": entry},
        },
    )


def of_member(member_id: str) -> list[NoticeReceipt]:
    return list(NoticeReceipt.objects(member_id=member_id))


def of_member_about(member_id: str, notice_ids: Collection[str]) -> dict[str, NoticeReceipt]:
    """{notice: receipt}"""
    rows = NoticeReceipt.objects(pk__in=[_id(notice_id, member_id) for notice_id in notice_ids])
    return {row.notice_id: row for row in rows}


def of_members(notice_id: str, member_ids: Sequence[str]) -> dict[str, NoticeReceipt]:
    """{member: receipt}"""
    rows = NoticeReceipt.objects(pk__in=[_id(notice_id, member_id) for member_id in member_ids])
    return {row.member_id: row for row in rows}


def counted_below(notice_id: str, edition: int, path: str) -> list[tuple[str, bool, bool, int]]:
    """(cell, whether acknowledged, whether that was through a helper, members) of those who count and opened this
    edition."""
    rows = NoticeReceipt.objects.aggregate(
        [
            {
                "$match": {
                    "notice_id": notice_id,
                    "counted": True,
                    **below("cell_path", path),
                    "read_edition": {"$gte": edition},
                }
            },
            {
                "$group": {
                    "_id": {
                        "cell": "$cell_path",
                        "done": {"$gte": ["$acknowledged_edition", edition]},
                        "helped": "$through_helper",
                    },
                    "n": {"$sum": 1},
                }
            },
        ]
    )
    return [(row["_id"]["cell"], row["_id"]["done"], row["_id"]["helped"], row["n"]) for row in rows]


def forget_member(member_id: str) -> int:
    return int(NoticeReceipt.objects(member_id=member_id).delete())


def _id(notice_id: str, member_id: str) -> str:
    return f"{notice_id}.{member_id}"
