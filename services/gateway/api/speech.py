"""The recordings of an article: `speech`. The sound itself is at `/media/audio/{article_id}/{voice}`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer
from services.gateway.asking import Ask

router = APIRouter(tags=["speech"])


@router.get("/articles/{article_id}/audio")
async def audio_of(article_id: str, ask: Ask) -> Answer:
    return await ask("speech", "audio_of", article_id=article_id)
