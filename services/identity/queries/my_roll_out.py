"""What the roll-out knows of me: since when I have an account, my telephone, who comes to help me."""

from __future__ import annotations

from datetime import date

import msgspec

from services.identity.rules.helping import PairingState
from services.identity.rules.roll_out import ARMED, Smartphone
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
    smartphone: Smartphone
    armed: bool
    registered_on: date | None
    active_on: date | None
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
        armed=fact.service == ARMED,
        registered_on=fact.registered_on,
        active_on=fact.active_on,
        helpers=helpers,
    )
