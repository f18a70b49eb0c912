"""One bulletin as its readers have it. What was withdrawn since leaves a gap that is told, without a title."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.errors import BulletinNotFound
from services.content.rules.permissions import may_read
from services.content.store import books, bulletins, opened
from services.content.store.bulletins import Bulletin
from shared.usecase import Context, Id, Request


class ReadBulletin(Request):
    bulletin_id: Id


class ItemView(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    ref: str
    title: str
    available: bool


class BulletinView(msgspec.Struct, frozen=True, kw_only=True):
    """`public`: everybody may read all of it, so the page opens without an account as well."""

    id: str
    version: int
    title: str
    period: str
    items: list[ItemView]
    poll_id: str | None
    published_at: datetime
    public: bool


def read_bulletin(query: ReadBulletin, ctx: Context) -> BulletinView:
    """Raises BulletinNotFound also for one that the reader may not know of."""
    bulletin = bulletins.get(query.bulletin_id)
    if bulletin.withdrawn or not may_read(ctx.actor, bulletin.audience):
        raise BulletinNotFound
    texts = books.texts_of(books.chapters_of(bulletin.items))
    titles = {ref: text.title for ref, text in texts.items() if text.reaches(bulletin.audience)}
    return view(bulletin, titles, public=in_public(bulletin) is not None)


def read_open_bulletin(query: ReadBulletin, _ctx: Context) -> BulletinView:
    """Asked without an account. Raises BulletinNotFound unless every item is open to everybody."""
    bulletin = bulletins.get(query.bulletin_id)
    titles = in_public(bulletin)
    if bulletin.withdrawn or titles is None:
        raise BulletinNotFound
    return view(bulletin, titles, public=True)


def in_public(bulletin: Bulletin) -> dict[str, str] | None:
    """{ref: title as it was opened}; None where anything of it is not open. Documents are never."""
    if any(item.kind != "article" for item in bulletin.items):
        return None
    titles = opened.titles([item.ref for item in bulletin.items])
    return titles if len(titles) == len(bulletin.items) else None


def view(bulletin: Bulletin, titles: dict[str, str], *, public: bool) -> BulletinView:
    return BulletinView(
        id=bulletin.id,
        version=bulletin.version,
        title=bulletin.title,
        period=bulletin.period,
        items=[
            ItemView(kind=item.kind, ref=item.ref, title=titles.get(item.ref, ""), available=item.ref in titles)
            for item in bulletin.items
        ],
        poll_id=bulletin.poll_id,
        published_at=bulletin.published_at,
        public=public,
    )
