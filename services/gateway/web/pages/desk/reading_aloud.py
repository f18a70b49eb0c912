"""Stopping the reading aloud of one text, and having it go on, from its page on the desk."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.visit import DeskVisitor, done
from shared.errors import Conflict

router = APIRouter(prefix="/desk")


@router.post("/{kind}/{text_id}/reading/{turn}")
async def turn_reading(
    kind: Literal["articles", "documents"], text_id: str, turn: Literal["stop", "resume"], visit: DeskVisitor
) -> Response:
    try:
        await visit.ask("speech", f"{turn}_reading", text_id=text_id)
    except Conflict:  # read to its end meanwhile, which the page shows
        return done(f"/desk/{kind}/{text_id}", "reading_ended")
    return done(f"/desk/{kind}/{text_id}", f"reading_{turn}")
