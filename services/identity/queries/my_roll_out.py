"""What the roll-out knows of me: since when I have an account, my telephone, who comes to help me."""

from __future__ import annotations

from datetime import date

import msgspec

from services.identity.rules.helping import PairingState
from services.identity.rules.roll_out import Smartphone
from services.identity.store import helper_pairings, roll_out_members
from services.identity.store.roll_out_members import RollOutMember
from shared.usecase import Context, Request


class MyRollOut(Request):
    pass


class HelperView(msgspec.Struct, frozen=True):
    helper_name: str
    helper_phone: str
    first_day: date
    last_day: date


class MyRollOutView(msgspec.Struct, frozen=True):
    """`service`: armed or civil; None where nobody wrote it down."""

    smartphone: Smartphone
    service: str | None
    registered_on: date | None
    way: str | None
    active_on: date | None
    contact: str | None
    contact_on: date | None
    appointed_on: date | None
    contact_note: str | None
    helpers: list[HelperView]


def my_roll_out(_: MyRollOut, ctx: Context) -> MyRollOutView:
    member_id = ctx.actor.member_id
    fact = roll_out_members.find(member_id) or RollOutMember()
    helpers = [
        HelperView(item.helper_name, item.helper_phone or "", item.first_day, item.last_day)
        for item in helper_pairings.of_member(member_id)
        if item.state == PairingState.PLANNED
    ]
    return MyRollOutView(
        smartphone=Smartphone(fact.smartphone or Smartphone.UNKNOWN),
        service=fact.service,
        registered_on=fact.registered_on,
        way=fact.way,
        active_on=fact.active_on,
        contact=fact.contact,
        contact_on=fact.contact_on,
        appointed_on=fact.appointed_on,
        contact_note=fact.contact_note,
        helpers=helpers,
    )
