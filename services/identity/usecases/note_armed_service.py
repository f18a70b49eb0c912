"""That a member serves in the army or the police, so that the numbers keep those members apart."""

from __future__ import annotations

from services.identity.rules.permissions import RUN_ROLL_OUT
from services.identity.rules.roll_out import ARMED, CIVIL
from services.identity.store import members
from services.identity.usecases.noting_fact import FactNoted, note_fact
from shared.security import authorise
from shared.usecase import Context, Id, Request


class NoteArmedService(Request):
    member_id: Id
    armed: bool


def note_armed_service(command: NoteArmedService, ctx: Context) -> FactNoted:
    member = members.get(command.member_id)
    authorise(ctx.actor, RUN_ROLL_OUT, member.cell_path)
    return note_fact("identity.armed_service_noted", member, ctx, set__service=ARMED if command.armed else CIVIL)
