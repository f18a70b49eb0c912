"""Other systems are told at their own address, each in order, one entry after the other; who does not answer is told
later, and the others are not held up. Run from time to time by every process of the service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from standardwebhooks import Webhook

from services.content.rules.partners import GIVE_UP_AFTER, wait_after
from services.content.store import feed, partners
from services.content.store.feed import FeedEntry
from services.content.store.partners import Partner
from shared import clock
from shared.observability import log

Deliver = Callable[[str, Mapping[str, str], bytes], str | None]
"""(address, headers, body) → what went wrong, in words; None when the receiver took it."""
LEASE = timedelta(seconds=60)
AT_ONCE = 20
MOST_PARTNERS = 50
KEPT = timedelta(days=90)


def send_webhooks(source: str, deliver: Deliver) -> int:
    """`source`: of the envelopes. Answers how many entries were taken."""
    last, sent = feed.last(), 0
    for _ in range(MOST_PARTNERS):
        partner = partners.take_due(clock.now(), last, LEASE)
        if partner is None:
            break
        sent += _tell(partner, last, source, deliver)
    return sent


def forget_old_entries(now: datetime) -> int:
    return feed.forget_before(now - KEPT)


def _tell(partner: Partner, last: int, source: str, deliver: Deliver) -> int:
    entries = feed.after(partner.told_to, partner.path, AT_ONCE)
    for number, entry in enumerate(entries):
        now = clock.now()
        body = msgspec.json.encode(envelope(entry, source))
        problem = deliver(partner.webhook_url, _headers(partner, entry, body, now), body)
        if problem:
            _put_off(partner, problem, clock.now())
            return number
        if not partners.note_told(partner, entry.id, clock.now() + LEASE):
            return number
    if len(entries) < AT_ONCE:
        # What lies beyond is not meant for this one.
        partners.note_told(partner, max(last, *(entry.id for entry in entries), 0), clock.now() + LEASE)
    partners.release(partner)
    return len(entries)


def envelope(entry: FeedEntry, source: str) -> dict[str, Any]:
    """CloudEvents 1.0 in its JSON form; `sequence` is the entry's number in the feed."""
    return {
        "specversion": "1.0",
        "id": entry.event_id,
        "type": entry.type,
        "source": source,
        "subject": entry.subject,
        "sequence": entry.id,
        "time": entry.at.isoformat(),
        "datacontenttype": "application/json",
        "data": {"audience": entry.audience, **entry.facts},
    }


def _headers(partner: Partner, entry: FeedEntry, body: bytes, now: datetime) -> dict[str, str]:
    return {
        "Content-Type": "application/cloudevents+json",
        "Webhook-Id": entry.event_id,
        "Webhook-Timestamp": str(int(now.timestamp())),
        "Webhook-Signature": Webhook(partner.webhook_secret).sign(entry.event_id, now, body.decode()),
    }


def _put_off(partner: Partner, problem: str, now: datetime) -> None:
    since = partner.failing_since or now
    given_up = now - since >= GIVE_UP_AFTER
    partners.note_failed(partner, problem, now, None if given_up else now + wait_after(partner.failures + 1))
    log.warning("webhook_failed", partner_id=partner.id, failures=partner.failures + 1, given_up=given_up)
