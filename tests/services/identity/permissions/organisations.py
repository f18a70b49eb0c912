"""Payloads about the tree: a decision on the target's cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.identity.store.organisation_changes import OrganisationChange
from shared import ids
from tests.services.identity.conftest import NOW
from tests.services.identity.permissions.world import COMMUNE

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
