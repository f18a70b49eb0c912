"""Which other system is asking: by the key that it was given."""

from __future__ import annotations

from services.content.rules.exchange_errors import KeyUnknown
from services.content.rules.partners import digest_of, key_of, same_secret
from services.content.store import partners
from services.content.store.partners import Partner

NOBODY = digest_of("")


def partner_with(text: str) -> Partner:
    """Raises KeyUnknown, also for one that was shut out."""
    key = key_of(text)
    partner = partners.find(key.partner_id)
    right = same_secret(key.secret, partner.key_digest if partner else NOBODY)
    if partner is None or not right or partner.revoked_at is not None:
        raise KeyUnknown
    return partner
