"""Say to whom registration is open in an organisation and below it: nobody yet, leaders, everybody."""

from __future__ import annotations

import msgspec

from services.identity.rules.permissions import ADMINISTER
from services.identity.rules.roll_out_stage import Stage
from services.identity.store import organisations
from services.identity.store.roll_out_settings import RollOutStage
from shared.outbox import change, create
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class OpenStage(Request):
    organisation_id: Id
    stage: Stage


class StageOpened(msgspec.Struct, frozen=True):
    organisation_id: str
    stage: Stage


def open_stage(command: OpenStage, ctx: Context) -> StageOpened:
    place = organisations.get(command.organisation_id)
    authorise(ctx.actor, ADMINISTER, place.path)

    def work() -> None:
        found = RollOutStage.objects(pk=place.id).first()
        if found is None:
            create(RollOutStage(id=place.id, path=place.path, stage=str(command.stage)))
        else:
            change(found, set__path=place.path, set__stage=str(command.stage))
        audit.record(
            "identity.roll_out_stage_opened",
            actor=ctx.actor,
            subject=place.id,
            path=place.path,
            details={"stage": str(command.stage)},
            at=ctx.now,
        )

    in_transaction(work)
    return StageOpened(place.id, command.stage)
