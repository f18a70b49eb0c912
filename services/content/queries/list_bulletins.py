"""The bulletins meant for the reader, the last first; with `desk`, those that an editor answers for, withdrawn ones
too."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.permissions import EDIT
from services.content.store import bulletins
from shared.security import audiences_of, paths_for
from shared.usecase import Context, Cursor, Request


class ListBulletins(Request):
    desk: bool = False
    cursor: Cursor | None = None


class BulletinRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    title: str
    period: str
    organisation_path: str
    published_at: datetime
    withdrawn: bool


class BulletinPage(msgspec.Struct, frozen=True):
    items: list[BulletinRow]
    next_cursor: str | None


def list_bulletins(query: ListBulletins, ctx: Context) -> BulletinPage:
    if query.desk:
        found = bulletins.at_the_desk(paths_for(ctx.actor, EDIT), query.cursor)
    else:
        found = bulletins.for_readers(audiences_of(ctx.actor), query.cursor)
    return BulletinPage(
        [
            BulletinRow(
                id=each.id,
                version=each.version,
                title=each.title,
                period=each.period,
                organisation_path=each.audience,
                published_at=each.published_at,
                withdrawn=each.withdrawn,
            )
            for each in found.rows
        ],
        found.next_cursor,
    )
