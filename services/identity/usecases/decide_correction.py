"""The desk accepts or rejects what a member asked for. Accepting corrects the record in the same transaction."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.permissions import KEEP_CELL_FIELDS
from services.identity.rules.record_errors import AlreadyDecided, CorrectionNotFound
from services.identity.store import corrections, member_values, members
from services.identity.store.corrections import ACCEPTED, OPEN, REJECTED
from services.identity.store.members import Member
from services.identity.usecases.changing_record import Cause, change_record
from shared.outbox import ChangedByAnother
from shared.security import allowed, audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class DecideCorrection(Request):
    """`note`: what the member reads about it."""

    correction_id: Id
    accept: bool
    note: Annotated[str, Meta(max_length=200)] = ""


class CorrectionDecided(msgspec.Struct, frozen=True):
    state: str


def decide_correction(command: DecideCorrection, ctx: Context) -> CorrectionDecided:
    """Raises CorrectionNotFound, AlreadyDecided, ChangedByAnother, and what a correction by the desk raises."""
    change_id, actor = ctx.new_id(), ctx.actor
    correction = corrections.find(command.correction_id)
    if correction is None:
        raise CorrectionNotFound
    member = members.get(correction.member_id)
    if not allowed(actor, KEEP_CELL_FIELDS, member.cell_path):
        raise CorrectionNotFound
    state = ACCEPTED if command.accept else REJECTED
    if correction.state != OPEN:
        if (correction.state, correction.decided_by) == (state, actor.member_id):  # the same tap again
            return CorrectionDecided(state)
        raise AlreadyDecided
    refuse_secrets({"note": command.note}, actor, member.cell_path, ctx.now)

    def work() -> None:
        corrections.decide(correction, state, actor.member_id, command.note, ctx.now)
        if command.accept:
            cause = Cause(change_id, "request", correction.reason, correction.id)
            change_record(member, _still_wanted(member, correction.before_and_after()), cause, actor, ctx.now)
        audit.record(
            "identity.correction_decided", actor=actor, subject=correction.id, path=member.cell_path,
            about=[member.id], details={"state": state}, at=ctx.now,
        )  # fmt: skip

    in_transaction(work)
    return CorrectionDecided(state)


def _still_wanted(member: Member, pairs: dict[str, corrections.Before]) -> dict[str, str]:
    """What was asked for rests on what was stored then: another value by now is looked at again by a person."""
    stored = member_values.values_of(member)
    if any(stored.get(name, "") != before for name, (before, _) in pairs.items()):
        raise ChangedByAnother
    return {name: after for name, (_, after) in pairs.items()}
