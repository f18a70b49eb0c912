"""One member of the list is compared with the file, or all who are left match; each answer is kept at once."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.list_check_errors import NotOnThisList
from services.identity.rules.list_checks import MATCHES, check_answer, check_rest
from services.identity.store import list_checks
from services.identity.store.list_checks import Said
from services.identity.usecases.checking_list import HalfName, checked_cell, with_check_begun
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request


class AnswerListCheck(Request):
    """`outcome`: "matches" or a kind of rules/list_checks.py."""

    cell_id: Id
    half: HalfName
    member_id: Id
    outcome: Id
    note: Annotated[str, Meta(max_length=200)] = ""


class ConfirmRestOfList(Request):
    """`confirmed`: how many were said to match, as the page named them."""

    cell_id: Id
    half: HalfName
    confirmed: Annotated[int, Meta(ge=1, le=1_000)]


class ListAnswered(msgspec.Struct, frozen=True):
    answered: int
    of: int


def answer_list_check(command: AnswerListCheck, ctx: Context) -> ListAnswered:
    """Raises AnswerIncomplete, NotOnThisList, CheckClosed, HalfOver, SecretMark. The later of two answers counts."""
    cell = checked_cell(command.cell_id, command.half, ctx)
    check_answer(command.outcome, command.note)
    refuse_secrets({"note": command.note}, ctx.actor, cell.path, ctx.now)
    ids = list_checks.on_the_list(cell.path)
    if command.member_id not in ids:
        raise NotOnThisList
    check_id = list_checks.id_of(cell.id, command.half)

    def work() -> None:
        one = [command.member_id]
        list_checks.keep(check_id, one, Said(command.outcome, ctx.actor.member_id, ctx.now, command.note))
        details = {"outcome": command.outcome}
        audit.record("identity.list_answered", actor=ctx.actor, subject=check_id, path=cell.path, about=one,
                     details=details, at=ctx.now)  # fmt: skip

    with_check_begun(cell, command.half, ids, ctx, work)
    return _so_far(check_id, ids)


def confirm_rest_of_list(command: ConfirmRestOfList, ctx: Context) -> ListAnswered:
    """Raises ConfirmTheNumber, CheckClosed, HalfOver. No answer given before is touched."""
    cell = checked_cell(command.cell_id, command.half, ctx)
    ids = list_checks.on_the_list(cell.path)
    check_id = list_checks.id_of(cell.id, command.half)

    def work() -> None:
        answered = list_checks.answers(check_id)
        rest = [member_id for member_id in ids if member_id not in answered]
        check_rest(len(rest), command.confirmed)
        list_checks.keep(check_id, rest, Said(MATCHES, ctx.actor.member_id, ctx.now))
        details: dict[str, str | int | bool | None] = {"outcome": MATCHES, "count": len(rest)}
        audit.record("identity.list_rest_confirmed", actor=ctx.actor, subject=check_id, path=cell.path, about=rest,
                     details=details, at=ctx.now)  # fmt: skip

    with_check_begun(cell, command.half, ids, ctx, work)
    return _so_far(check_id, ids)


def _so_far(check_id: str, ids: list[str]) -> ListAnswered:
    answered = list_checks.answers(check_id)
    return ListAnswered(sum(member_id in answered for member_id in ids), len(ids))
