"""Members' requests about their own data. What they wrote, and what they were told, lies encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mongoengine as me

from services.identity.rules.data_requests import UNDER_WAY
from services.identity.rules.rights_errors import DataRequestNotFound
from shared.outbox import Aggregate
from shared.store import EncryptedText, below

MOST_LISTED = 200


class DataRequest(Aggregate):
    """`reply` is what the member is told when it ends; `first_reply` within the first two working days."""

    meta = {
        "collection": "data_requests",
        "auto_create_index": False,
        "indexes": [("member_id", "-opened_at"), ("state", "carry_out_by")],
    }

    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    kind = me.StringField(required=True)
    text = EncryptedText()
    state = me.StringField(required=True)
    opened_at = me.DateTimeField(required=True)
    answer_by = me.DateField(required=True)
    carry_out_by = me.DateField(required=True)
    first_reply = EncryptedText()
    answered_at = me.DateTimeField()
    extension_reason = EncryptedText()
    extended_at = me.DateTimeField()
    reply = EncryptedText()
    ended_at = me.DateTimeField()
    handled_by = me.StringField()


def get(request_id: str) -> DataRequest:
    found: DataRequest | None = DataRequest.objects(pk=request_id).first()
    if found is None:
        raise DataRequestNotFound
    return found


def own(request_id: str, member_id: str) -> DataRequest:
    """Raises DataRequestNotFound also for somebody else's."""
    found: DataRequest | None = DataRequest.objects(pk=request_id, member_id=member_id).first()
    if found is None:
        raise DataRequestNotFound
    return found


def of_member(member_id: str) -> Sequence[DataRequest]:
    return list(DataRequest.objects(member_id=member_id).order_by("-opened_at").limit(MOST_LISTED))


def open_ones(member_id: str) -> int:
    return int(DataRequest.objects(member_id=member_id, state__in=[*UNDER_WAY]).count())


def under(paths: Sequence[str], *, under_way: bool) -> Sequence[DataRequest]:
    """Those under way by what is due first; ended ones newest first."""
    condition: dict[str, Any] = {"state": {"$in" if under_way else "$nin": [*UNDER_WAY]}}
    condition["$or"] = [below("cell_path", path) for path in paths]
    found: Any = DataRequest.objects(__raw__=condition) if paths else []
    return list(found.order_by("carry_out_by" if under_way else "-ended_at").limit(MOST_LISTED)) if paths else []
