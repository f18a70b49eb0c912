"""Who helps whom to sign up: a cell's secretary, or one member at home. The helper need not be a member."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mongoengine as me

from services.identity.rules.roll_out_errors import PairingNotFound
from shared.outbox import Aggregate
from shared.store import EncryptedText, below


class HelperPairing(Aggregate):
    """`member_id`: who is helped at home; None where it is the cell's secretary."""

    meta = {
        "collection": "helper_pairings",
        "auto_create_index": False,
        "indexes": [("cell_path", "-first_day"), {"fields": ["member_id"], "sparse": True}],
    }

    cell_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    member_id = me.StringField()
    helper_name = EncryptedText(required=True)
    helper_phone = EncryptedText()
    first_day = me.DateField(required=True)
    last_day = me.DateField(required=True)
    state = me.StringField(required=True)
    note = EncryptedText()


def get(pairing_id: str) -> HelperPairing:
    found: HelperPairing | None = HelperPairing.objects(pk=pairing_id).first()
    if found is None:
        raise PairingNotFound
    return found


def below_path(path: str, limit: int) -> Sequence[HelperPairing]:
    found: Any = HelperPairing.objects(**below("cell_path", path)).order_by("-first_day", "-id")
    return list(found.limit(limit))


def of_member(member_id: str) -> Sequence[HelperPairing]:
    return list(HelperPairing.objects(member_id=member_id).order_by("-first_day"))
