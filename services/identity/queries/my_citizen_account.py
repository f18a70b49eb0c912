"""What is kept about a citizen: all of it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.rules.citizen_errors import CitizenNotFound
from services.identity.rules.numbers import masked
from services.identity.store import citizens
from shared.security import citizens_may
from shared.usecase import Context, Request


class MyCitizenAccount(Request):
    pass


class CitizenAccount(msgspec.Struct, frozen=True):
    phone_masked: str
    full_name: str | None
    consent: str
    consented_at: datetime


@citizens_may
def my_citizen_account(_: MyCitizenAccount, ctx: Context) -> CitizenAccount:
    citizen = citizens.find(ctx.actor.member_id)
    if citizen is None:
        raise CitizenNotFound
    return CitizenAccount(masked(citizen.phone), citizen.full_name, citizen.consent, citizen.consented_at)
