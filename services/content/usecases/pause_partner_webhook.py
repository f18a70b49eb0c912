"""A partner is told nothing for a while; going on, it is told everything that came in between and is still kept."""

from __future__ import annotations

from services.content.usecases.changing_partner import (
    FRESH,
    OfPartner,
    PartnerChanged,
    change_partner,
    known_partner,
)
from shared.usecase import Context


class PauseWebhook(OfPartner):
    paused: bool


def pause_partner_webhook(command: PauseWebhook, ctx: Context) -> PartnerChanged:
    """Raises PartnerNotFound, PartnerRevoked."""
    partner = known_partner(command.partner_id, ctx)
    if partner.webhook_state == "none":
        return PartnerChanged(partner.id)
    name = "content.partner_webhook_paused" if command.paused else "content.partner_webhook_resumed"
    change_partner(partner, name, ctx, set__webhook_state="paused" if command.paused else "on", **FRESH)
    return PartnerChanged(partner.id)
