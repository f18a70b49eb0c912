"""What I was typing when my browser closed: my own only."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.blocks import RichBlock
from services.content.rules.markup import blocks_of
from services.content.store import working_copies
from services.content.store.working_copies import WorkingCopy
from shared.usecase import Context, Id, Request


class ReadWorkingCopy(Request):
    article_id: Id | None = None


class CopyView(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    title: str
    summary: str
    body: str
    blocks: list[RichBlock]
    categories: list[str]
    audience: str
    correction: str
    saved_at: datetime


class MaybeCopy(msgspec.Struct, frozen=True):
    copy: CopyView | None


def read_working_copy(query: ReadWorkingCopy, ctx: Context) -> MaybeCopy:
    found = working_copies.find(ctx.actor.member_id, query.article_id)
    return MaybeCopy(_view(found) if found else None)


def _view(copy: WorkingCopy) -> CopyView:
    return CopyView(
        version=copy.article_version,
        title=copy.title or "",
        summary=copy.summary or "",
        body=copy.body or "",
        blocks=blocks_of(copy.body or ""),
        categories=list(copy.categories),
        audience=copy.audience or "",
        correction=copy.correction or "",
        saved_at=copy.saved_at,
    )
