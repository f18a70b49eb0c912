"""Log-ins that are on their way through another provider. Found by the keyed hash of the state, used once."""

from __future__ import annotations

from datetime import datetime

import mongoengine as me

from services.identity.rules.provider_log_in import LIFETIME
from shared.store import EncryptedText, blind_index


class ProviderLogIn(me.Document):
    """`browser_key`: of the secret that lies in the browser which began; nobody else's browser can end it."""

    meta = {
        "collection": "provider_log_ins",
        "auto_create_index": False,
        "indexes": [{"fields": ["expires_at"], "expireAfterSeconds": 0}],
    }

    id = me.StringField(primary_key=True)
    browser_key = me.StringField(required=True)
    nonce = EncryptedText(required=True)
    verifier = EncryptedText(required=True)
    expires_at = me.DateTimeField(required=True)


def begin(state: str, browser_secret: str, nonce: str, verifier: str, now: datetime) -> None:
    ProviderLogIn(
        id=blind_index(state, "provider_state"),
        browser_key=blind_index(browser_secret, "provider_browser"),
        nonce=nonce,
        verifier=verifier,
        expires_at=now + LIFETIME,
    ).save(force_insert=True)


def take(state: str, browser_secret: str, now: datetime) -> ProviderLogIn | None:
    """For exactly one who comes back, in time, with the browser that went. A state that came by another browser is
    used up as well: somebody else has seen it."""
    found: ProviderLogIn | None = ProviderLogIn.objects(
        pk=blind_index(state, "provider_state"), expires_at__gt=now
    ).modify(remove=True)
    if found is None or found.browser_key != blind_index(browser_secret, "provider_browser"):
        return None
    return found
