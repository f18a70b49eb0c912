"""A member has an account from now on: counted from that day, once."""

from __future__ import annotations

from services.identity.store import members
from services.identity.usecases.noting_sign_in import note_registered
from shared.clock import local_date
from shared.contracts import Received
from shared.contracts.identity import AccountRegistered
from shared.usecase import Context


def on_account_registered(told: Received[AccountRegistered], ctx: Context) -> None:
    note_registered(members.get(told.data.member_id), told.data.way, local_date(told.data.at), local_date(ctx.now))
