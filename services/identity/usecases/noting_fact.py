"""One fact of the roll-out about one member, its trail and the cell's numbers, in one transaction."""

from __future__ import annotations

from typing import Any

import msgspec

from services.identity.store import roll_out_members
from services.identity.store.members import Member
from services.identity.usecases.counting_roll_out import fact_of, recount
from shared.clock import local_date
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context


class FactNoted(msgspec.Struct, frozen=True):
    member_id: str


def note_fact(action: str, member: Member, ctx: Context, **update: Any) -> FactNoted:
    """A member's own word about himself needs no trail. The same fact again changes nothing."""

    def work() -> None:
        fact_of(member)
        roll_out_members.keep(member.id, **update)
        recount([member.cell_id], local_date(ctx.now))
        if member.id != ctx.actor.member_id:
            audit.record(
                action, actor=ctx.actor, subject=member.id, path=member.cell_path, about=[member.id], at=ctx.now
            )

    in_transaction(work)
    return FactNoted(member.id)
