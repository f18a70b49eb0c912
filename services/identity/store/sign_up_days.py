"""Ngày hội ra quân: when and where a place signs its members up, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mongoengine as me

from services.identity.rules.roll_out_errors import SignUpDayNotFound
from shared.outbox import Aggregate
from shared.store import EncryptedText, below


class SignUpDay(Aggregate):
    """`helpers` names people, most of them no members of ours."""

    meta = {
        "collection": "sign_up_days",
        "auto_create_index": False,
        "indexes": [("organisation_path", "-starts_at")],
    }

    organisation_id = me.StringField(required=True)
    organisation_path = me.StringField(required=True)
    starts_at = me.DateTimeField(required=True)
    place = me.StringField(required=True)
    helpers = EncryptedText()
    state = me.StringField(required=True)
    came = me.IntField()
    registered = me.IntField()


def get(day_id: str) -> SignUpDay:
    found: SignUpDay | None = SignUpDay.objects(pk=day_id).first()
    if found is None:
        raise SignUpDayNotFound
    return found


def below_path(path: str, limit: int) -> Sequence[SignUpDay]:
    found: Any = SignUpDay.objects(**below("organisation_path", path)).order_by("-starts_at")
    return list(found.limit(limit))
