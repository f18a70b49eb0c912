"""The recordings of an article: `speech`. The sound is at `/media/audio/{article_id}/{voice}`, when each word of it is
heard at `/media/audio/{article_id}/{voice}/words` (docs/speech.md says in what shape)."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["speech"])


@router.get("/articles/{article_id}/audio")
async def audio_of(article_id: str, ask: Ask) -> Answer:
    return await ask("speech", "audio_of", article_id=article_id)


@router.get("/documents/{document_id}/audio")
async def audio_of_document(document_id: str, ask: Ask) -> Answer:
    """`state` none: nobody has asked to hear it yet."""
    return await ask("speech", "audio_of", article_id=document_id)


@router.post("/documents/{document_id}/audio")
async def ask_for_reading(document_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    """A Party document is read aloud when the first person asks, for everybody whom it is meant for."""
    return await ask("speech", "ask_for_reading", document_id=document_id)


@router.post("/desk/readings/{text_id}/stop", tags=["desk"])
async def stop_reading(text_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    """The reading of an article, document or course part that is in work; what was said until then is kept."""
    return await ask("speech", "stop_reading", text_id=text_id)


@router.post("/desk/readings/{text_id}/resume", tags=["desk"])
async def resume_reading(text_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    """Goes on at the sentence at which it was stopped."""
    return await ask("speech", "resume_reading", text_id=text_id)


class Place(Body):
    """`block` 0 is the title, i the i-th block; `character` in UTF-16 units. Both 0: the place is forgotten."""

    block: int
    character: int


@router.get("/listening/{text_id}")
async def listening_place(text_id: str, ask: Ask) -> Answer:
    return await ask("speech", "listening_place", text_id=text_id)


@router.put("/listening/{text_id}")
async def keep_listening_place(text_id: str, place: Place, ask: Ask) -> Answer:
    """Where this member stopped, for the own other devices. Nobody else sees it and nothing is counted from it."""
    return await ask("speech", "keep_listening_place", text_id=text_id, **place.fields())
