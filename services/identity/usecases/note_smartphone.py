"""Whether a member has a telephone that can run the handbook: told by the member, or by the cell's secretary."""

from __future__ import annotations

from services.identity.rules.permissions import RUN_ROLL_OUT
from services.identity.rules.roll_out import Smartphone
from services.identity.store import members
from services.identity.usecases.noting_fact import FactNoted, note_fact
from shared.security import authorise
from shared.usecase import Context, Id, Request


class NoteSmartphone(Request):
    """`member_id`: oneself where it is left out."""

    smartphone: Smartphone
    member_id: Id | None = None


def note_smartphone(command: NoteSmartphone, ctx: Context) -> FactNoted:
    member = members.get(command.member_id or ctx.actor.member_id)
    if member.id != ctx.actor.member_id:
        authorise(ctx.actor, RUN_ROLL_OUT, member.cell_path)
    return note_fact("identity.smartphone_noted", member, ctx, set__smartphone=str(command.smartphone))
