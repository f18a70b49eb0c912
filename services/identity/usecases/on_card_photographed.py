"""The card worker's job: read the card, find whose it is, and let the person see what was read. Run twice it does
nothing the second time: the registration has moved on, or another picture took the place of this one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from services.identity.rules import register_match
from services.identity.rules.card_reading import CARD_NUMBER, CITIZEN_NUMBER, CardReading
from services.identity.rules.picture_errors import CardUnreadable, NoCardFound, PictureRefused
from services.identity.rules.registration_errors import RegistrationNotFound
from services.identity.rules.registration_flow import State
from services.identity.store import registration_pictures, registrations
from services.identity.store.members import CARD, key_of
from services.identity.store.registrations import Registration, as_json
from services.identity.usecases.matching_register import matches
from shared.contracts.identity import CardPhotographed
from shared.outbox import change
from shared.store import BlobNotFound


class Reader(Protocol):
    def read(self, content: bytes) -> CardReading: ...


def on_card_photographed(told: CardPhotographed, reader: Reader) -> None:
    registration = _waiting(told)
    if registration is None:
        return
    try:
        reading = reader.read(registration_pictures.card(told.picture_id))
    except (PictureRefused, NoCardFound, CardUnreadable) as refused:
        why = [part for part in str(refused.details.get("quality", "")).split(", ") if part]
        change(registration, set__state=State.CARD_UNREAD, set__told=[refused.code, *why])
        return
    except BlobNotFound:  # forgotten meanwhile: the person starts anew
        return
    fields = {name: one.text for name, one in reading.fields.items()}
    change(
        registration,
        set__state=State.CARD_READ,
        set__layout=reading.layout,
        set__fields=as_json(fields),
        set__told=list(reading.quality),
        **match_update(fields),
    )


def match_update(fields: Mapping[str, str]) -> dict[str, object]:
    """What is stored of the match: the best record, how sure, and every point explained."""
    found = matches(fields)
    verdict = register_match.verdict(found)
    best = found[0] if found and verdict != "none" else None
    number = fields.get(CARD_NUMBER) or fields.get(CITIZEN_NUMBER)
    return {
        "set__match_verdict": verdict,
        "set__member_id": best.record_id if best else None,
        "set__match": as_json(best) if best else None,
        "set__card_key": key_of(number, CARD) if number else None,
    }


def _waiting(told: CardPhotographed) -> Registration | None:
    try:
        found = registrations.get(told.registration_id)
    except RegistrationNotFound:
        return None
    return found if found.state == State.CARD_SENT and found.card_picture == told.picture_id else None
