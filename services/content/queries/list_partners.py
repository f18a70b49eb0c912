"""The other systems that are let in for the administrator's organisations, and how they are told."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.permissions import MANAGE_PARTNERS
from services.content.store import feed, partners
from services.content.store.partners import Partner
from shared.security import NotPermitted, paths_for
from shared.usecase import Context, Request


class ListPartners(Request):
    pass


class PartnerView(msgspec.Struct, frozen=True, kw_only=True):
    """`waiting`: whether the webhook has something left to tell. `last_problem`: in words, while it fails."""

    id: str
    name: str
    path: str
    may_hand_over: bool
    may_follow: bool
    added_at: datetime
    revoked_at: datetime | None
    webhook_url: str
    webhook_state: str
    waiting: bool
    failures: int
    last_problem: str
    next_try_at: datetime | None


class PartnersView(msgspec.Struct, frozen=True):
    items: list[PartnerView]


def list_partners(_query: ListPartners, ctx: Context) -> PartnersView:
    """Raises NotPermitted."""
    paths = paths_for(ctx.actor, MANAGE_PARTNERS)
    if not paths:
        raise NotPermitted
    last = feed.last()
    return PartnersView([_view(partner, last) for partner in partners.of_places(paths)])


def _view(partner: Partner, last: int) -> PartnerView:
    return PartnerView(
        id=partner.id,
        name=partner.name,
        path=partner.path,
        may_hand_over=partner.may_hand_over,
        may_follow=partner.may_follow,
        added_at=partner.added_at,
        revoked_at=partner.revoked_at,
        webhook_url=partner.webhook_url or "",
        webhook_state=partner.webhook_state,
        waiting=partner.webhook_state != "none" and partner.told_to < last,
        failures=partner.failures,
        last_problem=partner.last_problem or "",
        next_try_at=partner.next_try_at,
    )
