"""What I was typing when my browser closed, or am typing on another page: my own only."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.blocks import RichBlock
from services.content.rules.markup import blocks_of
from services.content.store import working_copies
from services.content.store.working_copies import WorkingCopy
from shared.usecase import Context, Id, Request


class ReadWorkingCopy(Request):
    """`window`: which of several to show; the last kept, without it."""

    article_id: Id | None = None
    window: Id | None = None


class CopyView(msgspec.Struct, frozen=True, kw_only=True):
    window: str
    mark: str
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
    others: list[CopyView]


def read_working_copy(query: ReadWorkingCopy, ctx: Context) -> MaybeCopy:
    copies = [_view(each) for each in working_copies.of_article(ctx.actor.member_id, query.article_id)]
    shown = next((each for each in copies if each.window == query.window), copies[0] if copies else None)
    return MaybeCopy(shown, [each for each in copies if each is not shown])


def _view(copy: WorkingCopy) -> CopyView:
    return CopyView(
        window=copy.window,
        mark=copy.mark,
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
