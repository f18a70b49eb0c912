"""Other systems that hand documents over and are told what was published (F65): their keys, where they are told, and
when that is tried again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from services.content.rules.exchange_errors import KeyUnknown, WebhookHostUnknown, WebhookUnreadable

KEY_BYTES = 32
# After each failure the next wait; the last one is repeated. A weekend without the other system is nothing unusual.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600, 6 * 3600))
GIVE_UP_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class PartnerKey:
    partner_id: str
    secret: str

    def __str__(self) -> str:
        return f"{self.partner_id}.{self.secret}"


def key_of(text: str) -> PartnerKey:
    """Raises KeyUnknown for anything that is no key."""
    partner_id, dot, secret = text.partition(".")
    if not (dot and partner_id and secret and text.isascii()):
        raise KeyUnknown
    return PartnerKey(partner_id, secret)


def digest_of(secret: str) -> str:
    """The secret is 256 random bits, so a plain hash gives nothing away that could be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same_secret(secret: str, digest: str) -> bool:
    return hmac.compare_digest(digest_of(secret), digest)


def checked_webhook(url: str, hosts: Collection[str]) -> str:
    """The address itself. `hosts`: `host` or `host:port`, as the operator allows them; only these are called, so that
    nobody at a desk can make this machine knock at its neighbours. Raises WebhookUnreadable, WebhookHostUnknown."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise WebhookUnreadable(details={"webhook_url": WebhookUnreadable.message}) from None
    if parts.scheme not in {"https", "http"} or not host or parts.username or parts.fragment or not url.isascii():
        raise WebhookUnreadable(details={"webhook_url": WebhookUnreadable.message})
    place = f"{host}:{port}" if port else host
    if place not in hosts:
        raise WebhookHostUnknown(details={"webhook_url": WebhookHostUnknown.message})
    return url


def wait_after(failures: int) -> timedelta:
    """`failures`: in a row, at least one."""
    return WAITS[min(failures, len(WAITS)) - 1]
