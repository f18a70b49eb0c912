"""The bulletins that are being put together in the organisations that an editor answers for."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.permissions import EDIT
from services.content.store import bulletin_drafts
from shared.security import paths_for
from shared.usecase import Context, Request


class ListBulletinDrafts(Request):
    pass


class BulletinDraftRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    title: str
    period: str
    organisation_path: str
    changed_at: datetime
    item_count: int


class BulletinDraftList(msgspec.Struct, frozen=True):
    items: list[BulletinDraftRow]


def list_bulletin_drafts(_query: ListBulletinDrafts, ctx: Context) -> BulletinDraftList:
    return BulletinDraftList(
        [
            BulletinDraftRow(
                id=each.id,
                version=each.version,
                title=each.title,
                period=each.period or "",
                organisation_path=each.audience,
                changed_at=each.changed_at,
                item_count=len(each.items),
            )
            for each in bulletin_drafts.at_the_desk(paths_for(ctx.actor, EDIT))
        ]
    )
