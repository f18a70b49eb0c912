"""Payloads about registrations and consents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.identity.rules.consents import Purpose
from services.identity.store import consents, registration_pictures
from services.identity.store.registrations import Registration
from shared import ids
from tests.services.identity.conftest import NOW
from tests.services.identity.permissions.world import CELL, target

Payload = Mapping[str, Any]


def _registration() -> str:
    registration_id = ids.new_id()
    Registration(
        id=registration_id, secret_key="k", origin_key="o", state="in_review", begun_at=NOW, path=CELL,
        member_id=target().id, reasons=["match_unsure"], card_picture=registration_id,
    ).save()  # fmt: skip
    registration_pictures.keep_card(registration_id, b"\xff\xd8\xff")
    return registration_id


def about_registration(**more: Any) -> Callable[[], Payload]:
    return lambda: {"registration_id": _registration(), **more}


def lists_registration() -> Payload:
    _registration()
    return {}


def consent_of_the_member() -> Payload:
    consent_id = ids.new_id()
    consents.give(consent_id, target().id, Purpose.ACCOUNT, 1, NOW, member_id=target().id)
    return {"consent_id": consent_id}


def in_person() -> Payload:
    return {"member_id": target().id, "papers": ["party_card"], "consents_in_person": True}
