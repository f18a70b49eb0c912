"""Who waits for a worker that does not come may send the picture anew: its message was parked, or the worker is away
for longer than anybody stays before a page. Run from time to time by every process of the service."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.identity.rules.registration_flow import LONGEST_WAIT_MINUTES, UNSEEN, State
from services.identity.rules.registration_words import NOT_LOOKED_AT
from services.identity.store import registrations
from services.identity.store.registrations import Registration
from shared.contracts.identity import CardPhotographed, SelfieTaken
from shared.observability import log
from shared.outbox import ChangedByAnother, change


def release_waiting_registrations(now: datetime) -> int:
    overdue = registrations.waiting_since(now - timedelta(minutes=LONGEST_WAIT_MINUTES))
    released = sum(_released(registration) for registration in overdue)
    if released:
        log.warning("registrations_released", count=released)
    return released


def give_up_picture(told: CardPhotographed | SelfieTaken) -> None:
    """Before its message is parked: nobody has to wait the half hour. Repeated it changes nothing."""
    registration = registrations.find(told.registration_id)
    if registration is not None and _is_awaited(registration, told):
        _released(registration)


def _is_awaited(registration: Registration, told: CardPhotographed | SelfieTaken) -> bool:
    if isinstance(told, CardPhotographed):
        return bool(registration.state == State.CARD_SENT and registration.card_picture == told.picture_id)
    return bool(registration.state == State.FACE_SENT and registration.face_pictures == told.pictures_id)


def _released(registration: Registration) -> bool:
    try:
        change(registration, set__state=UNSEEN[State(registration.state)], set__told=[NOT_LOOKED_AT])
    except ChangedByAnother:  # the worker was done in this moment
        return False
    return True
