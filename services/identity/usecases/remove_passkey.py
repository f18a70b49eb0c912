"""Take a passkey away: it opens nothing any more. The key itself stays on the device until it is deleted there."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.passkey_errors import PasskeyNotFound
from services.identity.store import passkeys
from services.identity.usecases.opening_session import check_open
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Request


class RemovePasskey(Request):
    passkey_id: Annotated[str, Meta(min_length=1, max_length=1_400, pattern=r"^[A-Za-z0-9_-]+$")]


class PasskeyRemoved(msgspec.Struct, frozen=True):
    passkey_id: str


def remove_passkey(command: RemovePasskey, ctx: Context) -> PasskeyRemoved:
    """Raises PasskeyNotFound, also for the passkey of another member."""
    session = check_open(ctx.actor.token_id)

    def work() -> None:
        if not passkeys.remove(command.passkey_id, session.member_id):
            raise PasskeyNotFound
        audit.record(
            "identity.passkey_removed",
            actor=ctx.actor,
            subject=session.member_id,
            path=ctx.actor.cell_path,
            about=[session.member_id],
            at=ctx.now,
        )

    in_transaction(work)
    return PasskeyRemoved(command.passkey_id)
