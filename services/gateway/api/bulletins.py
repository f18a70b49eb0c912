"""Bulletins of a period: `content`."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey
from services.gateway.asking import Ask, AskOpenly

router = APIRouter(tags=["content"])
SERVICE = "content"


class BulletinItem(Body):
    kind: Literal["article", "document"]
    ref: str


class NewBulletin(Body):
    """`items` in their order; `poll_id`: of a poll of `feedback` that asks the readers."""

    title: str
    period: str
    audience: str
    items: list[BulletinItem]
    poll_id: str | None = None


class BulletinDraft(Body):
    """Kept as it is, whole or not; what goes into it is checked when it is published."""

    title: str
    audience: str
    items: list[BulletinItem] = []
    period: str = ""
    poll_id: str | None = None


class BulletinDraftChange(BulletinDraft):
    version: int


class BulletinDraftVersion(Body):
    version: int


class BulletinWithdrawal(Body):
    version: int
    reason: str


@router.get("/bulletins")
async def list_bulletins(ask: Ask, desk: bool = False, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_bulletins", desk=desk or None, cursor=cursor)


@router.get("/bulletins/drafts")
async def list_bulletin_drafts(ask: Ask) -> Answer:
    return await ask(SERVICE, "list_bulletin_drafts")


@router.post("/bulletins/drafts", status_code=201)
async def keep_bulletin_draft(body: BulletinDraft, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "keep_bulletin_draft", **body.fields())


@router.get("/bulletins/drafts/{draft_id}")
async def read_bulletin_draft(draft_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_bulletin_draft", draft_id=draft_id)


@router.put("/bulletins/drafts/{draft_id}")
async def change_bulletin_draft(draft_id: str, body: BulletinDraftChange, ask: Ask) -> Answer:
    return await ask(SERVICE, "keep_bulletin_draft", draft_id=draft_id, **body.fields())


@router.post("/bulletins/drafts/{draft_id}/publish")
async def publish_bulletin_draft(draft_id: str, body: BulletinDraftVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    """The bulletin has the id of the draft."""
    return await ask(SERVICE, "publish_bulletin_draft", draft_id=draft_id, **body.fields())


@router.post("/bulletins/drafts/{draft_id}/discard")
async def discard_bulletin_draft(draft_id: str, body: BulletinDraftVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "discard_bulletin_draft", draft_id=draft_id, **body.fields())


@router.get("/bulletins/{bulletin_id}")
async def read_bulletin(bulletin_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_bulletin", bulletin_id=bulletin_id)


@router.get("/public/bulletins/{bulletin_id}")
async def read_open_bulletin(bulletin_id: str, ask: AskOpenly) -> Answer:
    """Without a token, where every item is open to everybody."""
    return await ask(SERVICE, "read_open_bulletin", bulletin_id=bulletin_id)


@router.post("/bulletins", status_code=201)
async def publish_bulletin(body: NewBulletin, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "publish_bulletin", **body.fields())


@router.post("/bulletins/{bulletin_id}/withdraw")
async def withdraw_bulletin(bulletin_id: str, body: BulletinWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "withdraw_bulletin", bulletin_id=bulletin_id, **body.fields())
