"""Somebody stands on the cell's list on paper and not in the system: it is noted with the check, or taken off again."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.list_check_errors import InTheSystem, NotOnThisList, TooManyOnPaper
from services.identity.store import list_check_paper_people as paper_people
from services.identity.store import list_checks
from services.identity.store.list_check_paper_people import MOST, Told
from services.identity.usecases.checking_list import HalfName, check_open, checked_cell, with_check_begun
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class NotePaperPerson(Request):
    """`card_number`: as it stands on paper, which may well be wrong."""

    cell_id: Id
    half: HalfName
    full_name: Annotated[str, Meta(min_length=1, max_length=100)]
    card_number: Annotated[str, Meta(max_length=20)] = ""
    note: Annotated[str, Meta(max_length=200)] = ""


class RemovePaperPerson(Request):
    cell_id: Id
    half: HalfName
    person_id: Id


class PaperPersonNoted(msgspec.Struct, frozen=True):
    id: str


def note_paper_person(command: NotePaperPerson, ctx: Context) -> PaperPersonNoted:
    """Raises InTheSystem, TooManyOnPaper, CheckClosed, HalfOver, SecretMark. The same command again is one person."""
    cell = checked_cell(command.cell_id, command.half, ctx)
    told = Told(command.full_name, command.card_number, command.note)
    refuse_secrets({"full_name": told.full_name, "note": told.note}, ctx.actor, cell.path, ctx.now)
    people = list_checks.people(cell.path)
    card = _digits(told.card_number)
    if card and card in {_digits(item.card_number or "") for item in people}:
        raise InTheSystem(details={"card_number": InTheSystem.message})
    check_id, person_id = list_checks.id_of(cell.id, command.half), ctx.new_id()

    def work() -> None:
        if paper_people.find(check_id, person_id) is not None:
            return
        if len(paper_people.of_check(check_id)) >= MOST:
            raise TooManyOnPaper
        paper_people.keep(person_id, check_id, told, ctx.actor.member_id, ctx.now)
        audit.record("identity.list_paper_person_noted", actor=ctx.actor, subject=check_id, path=cell.path, at=ctx.now)

    with_check_begun(cell, command.half, [item.id for item in people], ctx, work)
    return PaperPersonNoted(person_id)


def remove_paper_person(command: RemovePaperPerson, ctx: Context) -> None:
    """Raises NotOnThisList, CheckClosed, HalfOver."""
    cell = checked_cell(command.cell_id, command.half, ctx)
    check_id = list_checks.id_of(cell.id, command.half)
    check_open(list_checks.find(cell.id, command.half))

    def work() -> None:
        person = paper_people.find(check_id, command.person_id)
        if person is None:
            raise NotOnThisList
        paper_people.remove(person)
        audit.record("identity.list_paper_person_removed", actor=ctx.actor, subject=check_id, path=cell.path,
                     at=ctx.now)  # fmt: skip

    in_transaction(work)


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())
