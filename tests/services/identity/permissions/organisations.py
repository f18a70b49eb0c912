"""Payloads about the tree: a decision on the target's cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.identity.store.committees import Committee, Seat
from services.identity.store.organisation_changes import OrganisationChange
from shared import ids
from tests.services.identity.conftest import NOW
from tests.services.identity.permissions.world import COMMUNE, target

Payload = Mapping[str, Any]


def new_name() -> Payload:
    return {
        "change": "rename",
        "organisation_id": "c0101",
        "name": f"Chi bộ {ids.new_id()}",
        "effective_on": "2026-11-22",
        "number": "1-QĐ",
        "signed_on": "2026-11-20",
        "issued_by": "Đảng ủy xã Một",
    }


def planned_change() -> Payload:
    change_id = ids.new_id()
    OrganisationChange(
        id=change_id, change="rename", organisation_id="c0101", name="Chi bộ khác", number="1-QĐ",
        signed_on=NOW.date(), issued_by="Đảng ủy", effective_on=NOW.date(), place=COMMUNE, state="planned",
        made_by="m", made_at=NOW,
    ).save()  # fmt: skip
    return {"change_id": change_id}


def election() -> Payload:
    Committee.objects.delete()
    seats = [{"member_id": target().id, "post": "secretary"}]
    return {"organisation_id": "c0101", "elected_on": "2026-11-20", "approved_by": "05-QĐ/ĐU", "seats": seats}


def seat() -> Payload:
    made = Committee(
        id=ids.new_id(), organisation_id="c0101", elected_on=date(2026, 1, 1), ends_on=date(2031, 1, 1),
        approved_by="05-QĐ/ĐU", seats=[Seat(member_id=target().id, post="member")],
    )  # fmt: skip
    Committee.objects.delete()
    made.save()
    return {
        "committee_id": made.id, "member_id": target().id, "ended_on": "2026-11-20", "reason": "Chuyển công tác"
    }  # fmt: skip
