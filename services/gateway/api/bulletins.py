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


class BulletinWithdrawal(Body):
    version: int
    reason: str


@router.get("/bulletins")
async def list_bulletins(ask: Ask, desk: bool = False, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_bulletins", desk=desk or None, cursor=cursor)


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
