"""Who waits for a worker that does not come may send the picture anew: its message was parked, or the worker is away
for longer than anybody stays before a page. Run from time to time by every process of the service."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.identity.rules.registration_flow import LONGEST_WAIT_MINUTES, UNSEEN, State
from services.identity.rules.registration_words import NOT_LOOKED_AT
from services.identity.store import registrations
from shared.observability import log
from shared.outbox import ChangedByAnother, change


def release_waiting_registrations(now: datetime) -> int:
    released = 0
    for registration in registrations.waiting_since(now - timedelta(minutes=LONGEST_WAIT_MINUTES)):
        try:
            change(registration, set__state=UNSEEN[State(registration.state)], set__told=[NOT_LOOKED_AT])
        except ChangedByAnother:  # the worker was done in this moment
            continue
        released += 1
    if released:
        log.warning("registrations_released", count=released)
    return released
