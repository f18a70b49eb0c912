"""A partner gets another key; the old one counts no more from now on."""

from __future__ import annotations

from services.content.usecases.changing_partner import OfPartner, PartnerKeyShown, give_new_key, known_partner
from shared.usecase import Context


class RenewPartnerKey(OfPartner):
    pass


def renew_partner_key(command: RenewPartnerKey, ctx: Context) -> PartnerKeyShown:
    """Raises PartnerNotFound, PartnerRevoked."""
    return give_new_key(known_partner(command.partner_id, ctx), ctx)
