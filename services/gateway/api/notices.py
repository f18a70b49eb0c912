"""What was announced to the member in the last week: the gateway's own live journal, as on the page "Thông báo".

`route` answers; the router holds the description for docs/openapi.json. After an announcement every phone asks this at
once, and it is answered from memory: see `plain`.
"""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from services.gateway.plain import PlainRoute, caller_of

router = APIRouter(tags=["notices"])


class Notice(BaseModel):
    id: str
    kind: str
    ids: dict[str, str]
    at: datetime


class NoticeList(BaseModel):
    items: list[Notice]


@router.get("/notices", response_model=NoticeList)
async def list_notices(request: Request) -> Response:
    """Newest first. An announcement holds ids; its title is asked of its owner, who decides whether it may be read."""
    answer: Response = await request.app.state.notices.of(caller_of(request).listener)
    return answer


route = PlainRoute("/api/v1/notices", list_notices)
