"""What time has run out for is deleted: pictures after the set hours and of everything that ended, registrations after
30 days. Run from time to time by every process of the service; twice at once does no harm."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.identity.store import registration_pictures, registrations
from shared.observability import log


def forget_old_registrations(now: datetime, picture_hours: int) -> int:
    """How many registrations lost their pictures, and pictures that belonged to none."""
    forgotten = 0
    for registration in registrations.with_old_pictures(now - timedelta(hours=picture_hours)):
        registration_pictures.forget(registration)
        forgotten += 1
    forgotten += registration_pictures.forget_unnamed(now)
    deleted = registrations.delete_ended(now - registrations.KEPT_AFTER_END)
    if forgotten or deleted:
        log.info("registrations_forgotten", pictures=forgotten, deleted=deleted)
    return forgotten
