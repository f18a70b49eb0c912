"""A partner is shut out, for good; revoked twice is revoked once."""

from __future__ import annotations

from services.content.usecases.changing_partner import OfPartner, PartnerChanged, change_partner, partner_to_change
from shared.usecase import Context


class RevokePartner(OfPartner):
    pass


def revoke_partner(command: RevokePartner, ctx: Context) -> PartnerChanged:
    """Raises PartnerNotFound."""
    partner = partner_to_change(command.partner_id, ctx)
    if partner.revoked_at is None:
        change_partner(partner, "content.partner_revoked", ctx, set__revoked_at=ctx.now, unset__webhook_secret=1)
    return PartnerChanged(partner.id)
