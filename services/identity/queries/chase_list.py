"""The members of a cell with what the roll-out knows of each, for the one who goes and sees them.

Cells are small, so the list is whole. The telephone of somebody without an account is for the cell's secretary only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import msgspec

from services.identity.queries.reading_records import leave_trail
from services.identity.rules.membership import Status
from services.identity.rules.permissions import CALL_MEMBERS, RUN_ROLL_OUT
from services.identity.rules.roll_out import ARMED, Reason, Rule, Smartphone, kind_of
from services.identity.store import members, organisations, roll_out_members, roll_out_settings
from services.identity.store.members import Member
from services.identity.store.roll_out_members import RollOutMember
from shared.security import allowed, authorise
from shared.usecase import Context, Path, Request

MOST_SHOWN = 500


class Shown(StrEnum):
    """WAITING: counted on and without an account. SMARTPHONE: those who have one, or of whom it is not known."""

    WAITING = "waiting"
    SMARTPHONE = "smartphone"
    EVERYBODY = "everybody"


class ChaseList(Request):
    cell_path: Path
    show: Shown = Shown.WAITING


class ChaseRow(msgspec.Struct, frozen=True):
    """`phone`: only of who waits, and only for the secretary."""

    member_id: str
    full_name: str
    status: str
    armed: bool
    excluded: Reason | None
    smartphone: Smartphone
    registered_on: date | None
    way: str | None
    active_on: date | None
    contact: str | None
    contact_on: date | None
    appointed_on: date | None
    contact_note: str
    phone: str | None


class ChasePage(msgspec.Struct, frozen=True):
    cell_name: str
    cell_path: str
    rows: list[ChaseRow]


def chase_list(query: ChaseList, ctx: Context) -> ChasePage:
    authorise(ctx.actor, RUN_ROLL_OUT, query.cell_path)
    cell = organisations.at(query.cell_path)
    rule = roll_out_settings.rule_of(cell.path)
    calls = allowed(ctx.actor, CALL_MEMBERS, cell.path)
    known = {fact.id: fact for fact in roll_out_members.of_cell(cell.id)}
    rows = [_row(member, known.get(member.id), rule, calls=calls) for member in members.of_cell(cell.path, MOST_SHOWN)]
    shown = [row for row in rows if _WANTED[query.show](row)]
    leave_trail("identity.chase_list_read", ctx, cell.path, [row.member_id for row in shown])
    return ChasePage(cell.name, cell.path, shown)


def _row(member: Member, fact: RollOutMember | None, rule: Rule, *, calls: bool) -> ChaseRow:
    fact = fact or RollOutMember()
    armed = fact.service == ARMED
    kind = kind_of(Status(member.status), armed=armed)
    reason = rule.why_excluded(kind) if kind else None
    waits = reason is None and fact.registered_on is None
    return ChaseRow(
        member_id=member.id,
        full_name=member.full_name,
        status=member.status,
        armed=armed,
        excluded=reason,
        smartphone=Smartphone(fact.smartphone or Smartphone.UNKNOWN),
        registered_on=fact.registered_on,
        way=fact.way,
        active_on=fact.active_on,
        contact=fact.contact,
        contact_on=fact.contact_on,
        appointed_on=fact.appointed_on,
        contact_note=fact.contact_note or "",
        phone=member.phone if calls and waits else None,
    )


_WANTED: dict[Shown, Callable[[ChaseRow], bool]] = {
    Shown.WAITING: lambda row: row.excluded is None and row.registered_on is None,
    Shown.SMARTPHONE: lambda row: row.smartphone is not Smartphone.NO,
    Shown.EVERYBODY: lambda _: True,
}
