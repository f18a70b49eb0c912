"""An administrator lets another system in for an organisation and all below it, and is shown its key once."""

from __future__ import annotations

import secrets

from mongoengine.errors import NotUniqueError

from services.content.rules.partners import KEY_BYTES, PartnerKey, digest_of
from services.content.rules.permissions import MANAGE_PARTNERS
from services.content.store.partners import Partner
from services.content.usecases.changing_partner import PartnerKeyShown, give_new_key, known_partner, record_partner
from shared.security import authorise
from shared.store import in_transaction
from shared.usecase import Context, Line, Path, Request


class AddPartner(Request):
    """`may_hand_over`: it sends documents in; `may_follow`: it reads the feed and the documents."""

    name: Line
    path: Path
    may_hand_over: bool = False
    may_follow: bool = False


def add_partner(command: AddPartner, ctx: Context) -> PartnerKeyShown:
    """Repeated, it is the same partner with another key: nobody read the first one."""
    authorise(ctx.actor, MANAGE_PARTNERS, command.path)
    key = PartnerKey(ctx.new_id(), secrets.token_urlsafe(KEY_BYTES))
    partner = Partner(
        id=key.partner_id,
        name=command.name,
        path=command.path,
        may_hand_over=command.may_hand_over,
        may_follow=command.may_follow,
        key_digest=digest_of(key.secret),
        added_by=ctx.actor.member_id,
        added_at=ctx.now,
        webhook_state="none",
    )

    def work() -> None:
        partner.save(force_insert=True)
        record_partner("content.partner_added", partner, ctx)

    try:
        in_transaction(work)
    except NotUniqueError:
        return give_new_key(known_partner(key.partner_id, ctx), ctx)
    return PartnerKeyShown(partner.id, str(key))
