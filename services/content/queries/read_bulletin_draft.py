"""A bulletin that is being put together, for its editors. Of what could not go into it as it stands, no
title is told."""

from __future__ import annotations

import msgspec

from services.content.queries.read_bulletin import ItemView
from services.content.store import books
from services.content.usecases.keep_bulletin_draft import known_draft
from shared.usecase import Context, Id, Request


class ReadBulletinDraft(Request):
    draft_id: Id


class BulletinDraftView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    title: str
    period: str
    audience: str
    items: list[ItemView]
    poll_id: str | None


def read_bulletin_draft(query: ReadBulletinDraft, ctx: Context) -> BulletinDraftView:
    """Raises BulletinDraftNotFound."""
    draft = known_draft(query.draft_id, ctx)
    texts = books.texts_of(books.chapters_of(draft.items))
    titles = {ref: text.title for ref, text in texts.items() if text.reaches(draft.audience)}
    return BulletinDraftView(
        id=draft.id,
        version=draft.version,
        title=draft.title,
        period=draft.period or "",
        audience=draft.audience,
        items=[
            ItemView(kind=item.kind, ref=item.ref, title=titles.get(item.ref, ""), available=item.ref in titles)
            for item in draft.items
        ],
        poll_id=draft.poll_id,
    )
