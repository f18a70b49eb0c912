"""An editor takes a bulletin away. What it gathered stays what it is."""

from __future__ import annotations

from services.content.rules.errors import BulletinWithdrawnBefore
from services.content.usecases.found_for_change import bulletin_to_change
from services.content.usecases.publish_bulletin import BulletinAtDesk, at_desk
from services.content.usecases.withdraw_article import Reason
from shared.contracts.content import BulletinWithdrawn
from shared.outbox import ChangedByAnother, change
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request, Version


class WithdrawBulletin(Request):
    bulletin_id: Id
    version: Version
    reason: Reason


def withdraw_bulletin(command: WithdrawBulletin, ctx: Context) -> BulletinAtDesk:
    """Raises BulletinNotFound, NotPermitted, ChangedByAnother, BulletinWithdrawnBefore, SecretMark."""
    bulletin = bulletin_to_change(command.bulletin_id, ctx.actor)
    if bulletin.withdrawn and bulletin.version == command.version + 1:
        return at_desk(bulletin)
    if bulletin.version != command.version:
        raise ChangedByAnother
    if bulletin.withdrawn:
        raise BulletinWithdrawnBefore
    refuse_secrets({"reason": command.reason}, ctx.actor, bulletin.audience, ctx.now)
    told = BulletinWithdrawn(
        bulletin_id=bulletin.id, bulletin_version=bulletin.version + 1, audience=bulletin.audience
    )  # fmt: skip
    return at_desk(change(bulletin, told, set__withdrawn=True, set__withdrawal_reason=command.reason))
