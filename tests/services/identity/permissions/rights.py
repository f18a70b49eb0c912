"""Requests about the own data and breaches, made for the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from services.identity.rules.data_requests import State
from services.identity.store.breaches import Breach
from services.identity.store.data_requests import DataRequest
from shared import ids
from shared.clock import local_date
from tests.services.identity.conftest import NOW
from tests.services.identity.permissions.world import CELL, COMMUNE, target

Payload = dict[str, Any]


def _request() -> str:
    request_id = ids.new_id()
    DataRequest(
        id=request_id,
        member_id=target().id,
        cell_path=CELL,
        kind="object",
        text="Không dùng ảnh.",
        state=State.OPEN,
        opened_at=NOW,
        answer_by=local_date(NOW),
        carry_out_by=local_date(NOW),
    ).save()
    return request_id


def _breach() -> str:
    breach_id = ids.new_id()
    Breach(
        id=breach_id,
        path=COMMUNE,
        state="open",
        detected_at=NOW - timedelta(hours=1),
        recorded_at=NOW,
        recorded_by=target().id,
        what_happened="Mất máy.",
        data_kinds=["numbers"],
    ).save()
    return breach_id


def about_request(**more: Any) -> Callable[[], Payload]:
    return lambda: {"request_id": _request(), **more}


def about_breach(**more: Any) -> Callable[[], Payload]:
    return lambda: {"breach_id": _breach(), **more}


def lists_request() -> Payload:
    _request()
    return {}


def lists_breach() -> Payload:
    _breach()
    return {}


def new_breach() -> Payload:
    return {
        "path": COMMUNE,
        "detected_at": NOW.isoformat(),
        "what_happened": "Mất máy.",
        "data_kinds": ["numbers"],
    }
