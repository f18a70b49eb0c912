"""Who helps whom in an organisation and below. Above the cell a helped member has no name, and the helper at somebody's
home none either."""

from __future__ import annotations

from datetime import date

import msgspec

from services.identity.queries.reading_records import leave_trail
from services.identity.rules.permissions import ORGANISE_ROLL_OUT, RUN_ROLL_OUT, SEE_NUMBERS
from services.identity.store import helper_pairings, members, organisations
from services.identity.store.helper_pairings import HelperPairing
from shared.security import allowed, authorise
from shared.usecase import Context, Path, Request

MOST_SHOWN = 300


class ListPairings(Request):
    organisation_path: Path


class PairingView(msgspec.Struct, frozen=True):
    """`at_home`: a member is helped at home, else the cell's secretary is."""

    id: str
    cell_path: str
    cell_name: str
    at_home: bool
    member_name: str | None
    helper_name: str | None
    helper_phone: str | None
    first_day: date
    last_day: date
    state: str
    note: str
    may_settle: bool


class PairingList(msgspec.Struct, frozen=True):
    items: list[PairingView]


def list_pairings(query: ListPairings, ctx: Context) -> PairingList:
    authorise(ctx.actor, SEE_NUMBERS, query.organisation_path)
    found = helper_pairings.below_path(query.organisation_path, MOST_SHOWN)
    cells = organisations.names_of(pairing.cell_path for pairing in found)
    shown = [item.member_id for item in found if item.member_id and allowed(ctx.actor, RUN_ROLL_OUT, item.cell_path)]
    people = {member.id: member.full_name for member in members.by_ids(shown)}
    if shown:
        leave_trail("identity.pairings_read", ctx, query.organisation_path, sorted(people))
    return PairingList([_view(pairing, cells, people, ctx) for pairing in found])


def _view(pairing: HelperPairing, cells: dict[str, str], people: dict[str, str], ctx: Context) -> PairingView:
    needed = RUN_ROLL_OUT if pairing.member_id else ORGANISE_ROLL_OUT
    open_to = allowed(ctx.actor, needed, pairing.cell_path)
    return PairingView(
        id=pairing.id,
        cell_path=pairing.cell_path,
        cell_name=cells.get(pairing.cell_path, ""),
        at_home=pairing.member_id is not None,
        member_name=people.get(pairing.member_id or ""),
        helper_name=pairing.helper_name if open_to else None,
        helper_phone=pairing.helper_phone if open_to else None,
        first_day=pairing.first_day,
        last_day=pairing.last_day,
        state=pairing.state,
        note=(pairing.note or "") if open_to else "",
        may_settle=open_to and pairing.state == "planned",
    )
