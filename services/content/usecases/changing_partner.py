"""What every change of a partner begins and ends with: who may, is it still let in, and the trail."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec

from services.content.rules.exchange_errors import PartnerNotFound, PartnerRevoked
from services.content.rules.partners import KEY_BYTES, PartnerKey, digest_of
from services.content.rules.permissions import MANAGE_PARTNERS
from services.content.store import partners
from services.content.store.partners import Partner
from shared.security import allowed, audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class OfPartner(Request):
    partner_id: Id


class PartnerKeyShown(msgspec.Struct, frozen=True):
    """`key`: shown this once; only its hash is kept."""

    id: str
    key: str


class PartnerChanged(msgspec.Struct, frozen=True):
    id: str


# What is told begins anew, without what failed before.
FRESH = {
    "set__failures": 0,
    "unset__next_try_at": 1,
    "unset__failing_since": 1,
    "unset__last_problem": 1,
    "unset__lease_until": 1,
}


def partner_to_change(partner_id: str, ctx: Context) -> Partner:
    """Raises PartnerNotFound, also for one that others look after."""
    partner = partners.get(partner_id)
    if not allowed(ctx.actor, MANAGE_PARTNERS, partner.path):
        raise PartnerNotFound
    return partner


def known_partner(partner_id: str, ctx: Context) -> Partner:
    """Raises PartnerNotFound, PartnerRevoked."""
    partner = partner_to_change(partner_id, ctx)
    if partner.revoked_at is not None:
        raise PartnerRevoked
    return partner


def change_partner(partner: Partner, name: str, ctx: Context, **update: Any) -> None:
    def work() -> None:
        if not partners.update(partner.id, **update):
            raise PartnerRevoked
        record_partner(name, partner, ctx)

    in_transaction(work)


def record_partner(name: str, partner: Partner, ctx: Context) -> None:
    audit.record(name, actor=ctx.actor, subject=partner.id, path=partner.path, at=ctx.now)


def give_new_key(partner: Partner, ctx: Context) -> PartnerKeyShown:
    key = PartnerKey(partner.id, secrets.token_urlsafe(KEY_BYTES))
    change_partner(partner, "content.partner_key_renewed", ctx, set__key_digest=digest_of(key.secret))
    return PartnerKeyShown(partner.id, str(key))
