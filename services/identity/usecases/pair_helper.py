"""Pair a helper with a cell's secretary, or with a member who is helped at home. The helper gets no power by it: who
acts for a member is delegation, and needs the member's word."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.helping import PairingState, check_term
from services.identity.rules.permissions import ORGANISE_ROLL_OUT, RUN_ROLL_OUT
from services.identity.rules.roll_out_errors import NotInThisCell
from services.identity.rules.tree import Kind
from services.identity.store import members, organisations
from services.identity.store.helper_pairings import HelperPairing
from shared.outbox import create
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Path, Request


class PairHelper(Request):
    """`member_id`: who is helped at home; left out where the helper goes to the cell's secretary."""

    cell_path: Path
    helper_name: Line
    helper_phone: Annotated[str, Meta(max_length=30)] = ""
    first_day: date
    last_day: date
    member_id: Id | None = None


class PairingId(msgspec.Struct, frozen=True):
    pairing_id: str


def pair_helper(command: PairHelper, ctx: Context) -> PairingId:
    cell = organisations.at(command.cell_path)
    authorise(ctx.actor, RUN_ROLL_OUT if command.member_id else ORGANISE_ROLL_OUT, cell.path)
    check_term(command.first_day, command.last_day)
    if cell.kind != Kind.CELL or (command.member_id and members.get(command.member_id).cell_id != cell.id):
        raise NotInThisCell(details={"member_id": NotInThisCell.message})
    pairing = HelperPairing(
        id=ctx.new_id(),
        cell_id=cell.id,
        cell_path=cell.path,
        member_id=command.member_id,
        helper_name=command.helper_name,
        helper_phone=command.helper_phone or None,
        first_day=command.first_day,
        last_day=command.last_day,
        state=str(PairingState.PLANNED),
    )

    def work() -> None:
        create(pairing)
        audit.record(
            "identity.helper_paired",
            actor=ctx.actor,
            subject=pairing.id,
            path=cell.path,
            about=[command.member_id] if command.member_id else [],
            at=ctx.now,
        )

    in_transaction(work)
    return PairingId(pairing.id)
