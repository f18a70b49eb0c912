"""One's own record, numbers masked: enough to recognise them, not enough to copy them off a borrowed screen."""

from __future__ import annotations

from datetime import date

import msgspec

from services.identity.rules.numbers import masked
from services.identity.store import members, organisations
from services.identity.usecases.opening_session import RoleView, check_open, roles_of
from shared.usecase import Context, Request


class MyProfile(Request):
    pass


class ProfileView(msgspec.Struct, frozen=True):
    id: str
    full_name: str
    sex: str | None
    birth_date: date
    ethnicity: str | None
    card_number_masked: str
    record_number_masked: str
    citizen_number_masked: str
    phone_masked: str
    cell_id: str
    cell_path: str
    cell_name: str
    status: str
    admitted_on: date | None
    official_on: date | None
    roles: list[RoleView]


def my_profile(_: MyProfile, ctx: Context) -> ProfileView:
    check_open(ctx.actor.token_id)
    member = members.get(ctx.actor.member_id)
    return ProfileView(
        id=member.id,
        full_name=member.full_name,
        sex=member.sex,
        birth_date=date.fromisoformat(member.birth_date),
        ethnicity=member.ethnicity,
        card_number_masked=masked(member.card_number or ""),
        record_number_masked=masked(member.record_number),
        citizen_number_masked=masked(member.citizen_number or ""),
        phone_masked=masked(member.phone or ""),
        cell_id=member.cell_id,
        cell_path=member.cell_path,
        cell_name=organisations.get(member.cell_id).name,
        status=member.status,
        admitted_on=member.admitted_on,
        official_on=member.official_on,
        roles=roles_of(member, ctx.now),
    )
