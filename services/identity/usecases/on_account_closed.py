"""A member had the account deleted: what the roll-out kept of its use, and of getting it, goes as well (law L4)."""

from __future__ import annotations

from services.identity.store import members, roll_out_members
from services.identity.usecases.counting_roll_out import recount
from shared.clock import local_date
from shared.contracts import Received
from shared.contracts.identity import AccountClosed
from shared.usecase import Context


def on_account_closed(told: Received[AccountClosed], ctx: Context) -> None:
    member = members.get(told.data.member_id)
    roll_out_members.forget(member.id)
    recount([member.cell_id], local_date(ctx.now))
