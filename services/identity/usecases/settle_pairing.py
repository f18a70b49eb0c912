"""Whether a helper got done what the pairing was for."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.rules.helping import PairingState, check_unsettled
from services.identity.rules.permissions import ORGANISE_ROLL_OUT, RUN_ROLL_OUT
from services.identity.store import helper_pairings
from services.identity.usecases.pair_helper import PairingId
from shared.outbox import change
from shared.security import authorise
from shared.usecase import Context, Id, Request


class SettlePairing(Request):
    pairing_id: Id
    done: bool
    note: Annotated[str, Meta(max_length=500)] = ""


def settle_pairing(command: SettlePairing, ctx: Context) -> PairingId:
    """The same outcome sent twice is one; another one is refused."""
    pairing = helper_pairings.get(command.pairing_id)
    authorise(ctx.actor, RUN_ROLL_OUT if pairing.member_id else ORGANISE_ROLL_OUT, pairing.cell_path)
    state = PairingState.DONE if command.done else PairingState.NOT_DONE
    if pairing.state != state:
        check_unsettled(PairingState(pairing.state))
        change(pairing, set__state=str(state), set__note=command.note or None)
    return PairingId(pairing.id)
