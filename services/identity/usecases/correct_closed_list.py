"""What was wrong in a closed list is told beside it, with the reason: the closed list itself stays as it is."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.list_check_errors import CheckNotFound, NotClosedYet, NotOnThisList
from services.identity.rules.permissions import CHECK_LIST
from services.identity.store import list_check_corrections, list_checks, members
from services.identity.store.list_check_corrections import ListCorrection
from services.identity.usecases.checking_list import HalfName
from shared.security import audit, authorise
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request

Words = Annotated[str, Meta(min_length=1, max_length=300)]


class CorrectClosedList(Request):
    """`member_id`: of the closed list; without it, the list as a whole."""

    cell_id: Id
    half: HalfName
    correction: Words
    reason: Words
    member_id: Id | None = None


class ListCorrected(msgspec.Struct, frozen=True):
    id: str


def correct_closed_list(command: CorrectClosedList, ctx: Context) -> ListCorrected:
    """Raises CheckNotFound, NotPermitted, NotClosedYet, NotOnThisList, SecretMark. The same command again is one entry.
    Of a cell that was merged into another one, the other's secretary."""
    check, actor = list_checks.find(command.cell_id, command.half), ctx.actor
    if check is None:
        raise CheckNotFound
    authorise(actor, CHECK_LIST, check.cell_path)
    closed = list_checks.list_of(check)
    if closed is None:
        raise NotClosedYet
    words = {"correction": command.correction, "reason": command.reason}
    refuse_secrets(words, actor, check.cell_path, ctx.now)
    names = {item.id: item.full_name for item in closed.members} | {item.id: item.full_name for item in closed.gone}
    if command.member_id is not None and command.member_id not in names:
        raise NotOnThisList
    correction_id, about = ctx.new_id(), [command.member_id] if command.member_id else []

    def work() -> None:
        if list_check_corrections.find(correction_id) is not None:
            return
        entry = ListCorrection(
            id=correction_id, check_id=check.id, member_id=command.member_id, about=names.get(command.member_id or ""),
            by=actor.member_id, by_name=members.get(actor.member_id).full_name, **words,
        )  # fmt: skip
        list_check_corrections.add(entry, ctx.now)
        audit.record("identity.list_check_corrected", actor=actor, subject=check.id, path=check.cell_path, about=about,
                     at=ctx.now)  # fmt: skip

    in_transaction(work)
    return ListCorrected(correction_id)
