"""My passkeys: by which devices I, or who holds them unlocked, can come in without a password."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.engines.in_use import engines
from services.identity.store import passkeys
from services.identity.usecases.opening_session import check_open
from services.identity.usecases.proving_oneself import proof_needed
from shared.usecase import Context, Request


class MyPasskeys(Request):
    pass


class PasskeyView(msgspec.Struct, frozen=True):
    """`backed_up`: the maker of the device keeps a copy, which also works on the member's next one."""

    passkey_id: str
    name: str
    made_at: datetime
    last_used_at: datetime | None
    backed_up: bool


class PasskeyList(msgspec.Struct, frozen=True):
    """`offered`: False where the province did not open passkeys; `proof_needed`: adding one asks for the password."""

    items: list[PasskeyView]
    offered: bool
    proof_needed: bool


def my_passkeys(_: MyPasskeys, ctx: Context) -> PasskeyList:
    session = check_open(ctx.actor.token_id)
    items = [
        PasskeyView(passkey.id, passkey.name, passkey.made_at, passkey.last_used_at, passkey.backed_up)
        for passkey in passkeys.of_member(session.member_id)
    ]
    return PasskeyList(items, engines().relying_party is not None, proof_needed(session, ctx.now))
