"""Where a partner is told, from now on; what was told before is read from the feed."""

from __future__ import annotations

import base64
import os
from typing import Annotated

import msgspec

from services.content.engines.in_use import allowed_hosts
from services.content.rules.partners import KEY_BYTES, checked_webhook
from services.content.store import feed
from services.content.usecases.changing_partner import FRESH, OfPartner, change_partner, known_partner
from shared.usecase import Context

SECRET_PREFIX = "whsec_"  # noqa: S105 - of the Standard Webhooks specification, in front of every secret


class SetWebhook(OfPartner):
    """`webhook_url`: empty, it is told nowhere."""

    webhook_url: Annotated[str, msgspec.Meta(max_length=500)] = ""


class WebhookShown(msgspec.Struct, frozen=True):
    """`secret`: shown this once; the receiver checks the signature with it. Empty when there is no address."""

    id: str
    secret: str


def set_partner_webhook(command: SetWebhook, ctx: Context) -> WebhookShown:
    """Raises WebhookUnreadable, WebhookHostUnknown."""
    partner = known_partner(command.partner_id, ctx)
    if not command.webhook_url:
        change_partner(partner, "content.partner_webhook_removed", ctx, set__webhook_state="none", unset__webhook_url=1)
        return WebhookShown(partner.id, "")
    url = checked_webhook(command.webhook_url, allowed_hosts())
    secret = base64.b64encode(os.urandom(KEY_BYTES)).decode()
    change_partner(
        partner, "content.partner_webhook_set", ctx, set__webhook_url=url, set__webhook_secret=secret,
        set__webhook_state="on", set__told_to=feed.last(), **FRESH,
    )  # fmt: skip
    return WebhookShown(partner.id, f"{SECRET_PREFIX}{secret}")
