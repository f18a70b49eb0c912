"""What another system has not read yet: the entries after the last one that it knows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

from services.content.rules.exchange_errors import FeedForgotten, NotThisPartner
from services.content.store import feed
from services.content.store.partners import Partner
from services.content.usecases.knowing_partner import partner_with
from shared.usecase import Context, Request, Version

Key = Annotated[str, msgspec.Meta(max_length=200)]


class ReadFeed(Request):
    """`after`: the number of the last entry that is known; 0, from the beginning of what is kept."""

    key: Key
    after: Version = 0
    most: Annotated[int, msgspec.Meta(ge=1, le=100)] = 100


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    id: str
    type: str
    subject: str
    time: datetime
    audience: str
    data: dict[str, Any]


class FeedPage(msgspec.Struct, frozen=True):
    """`next`: for `after`; when nothing came it is what was asked with, or further."""

    items: list[FeedItem]
    next: int


def read_feed(query: ReadFeed, _ctx: Context) -> FeedPage:
    """Raises KeyUnknown, NotThisPartner, FeedForgotten."""
    partner = follower(query.key)
    last = feed.last()
    if query.after and query.after + 1 < feed.oldest():
        raise FeedForgotten
    entries = feed.after(query.after, partner.path, query.most)
    items = [
        FeedItem(
            number=entry.id, id=entry.event_id, type=entry.type, subject=entry.subject, time=entry.at,
            audience=entry.audience, data=dict(entry.facts),
        )
        for entry in entries
    ]  # fmt: skip
    reached = entries[-1].id if entries else query.after
    # `last` was asked first: what it counts was there to be found, and what came since is found the next time.
    return FeedPage(items, reached if len(entries) == query.most else max(last, reached))


def follower(key: str) -> Partner:
    """Raises KeyUnknown, NotThisPartner."""
    partner = partner_with(key)
    if not partner.may_follow:
        raise NotThisPartner
    return partner
