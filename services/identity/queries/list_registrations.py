"""Registrations that wait for a person, of the reviewer's cells: the longest waiting first."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.rules.permissions import REVIEW_REGISTRATIONS
from services.identity.rules.registration_words import reason_words
from services.identity.store import registrations
from shared.security import NotPermitted, paths_for
from shared.usecase import Context, Request


class ListRegistrations(Request):
    pass


class RegistrationRow(msgspec.Struct, frozen=True):
    id: str
    path: str
    begun_at: datetime
    reasons: list[str]


class RegistrationRows(msgspec.Struct, frozen=True):
    items: list[RegistrationRow]


def list_registrations(_: ListRegistrations, ctx: Context) -> RegistrationRows:
    paths = paths_for(ctx.actor, REVIEW_REGISTRATIONS)
    if not paths:
        raise NotPermitted
    return RegistrationRows(
        [
            RegistrationRow(item.id, item.path, item.begun_at, reason_words(item.reasons))
            for item in registrations.in_review(paths)
        ]
    )
