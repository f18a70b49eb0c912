"""How the province reads its own words: `speech`, for who administers the province."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, RepeatKey, Search
from services.gateway.asking import Ask

router = APIRouter(tags=["speech"], prefix="/readings")
SERVICE = "speech"


class Reading(Body):
    """`spoken`: none takes the province's own reading out. `was`: the own reading that was shown, none for none."""

    table: str
    written: str
    spoken: str | None = None
    was: str | None = None


class Tried(Body):
    """`table`, `written`, `spoken`: a reading that is not kept yet. `sound`: false for the words alone."""

    text: str
    voice: str = "nu-bac"
    table: str | None = None
    written: str | None = None
    spoken: str | None = None
    sound: bool = True


@router.get("")
async def list_readings(ask: Ask, search: Search = None) -> Answer:
    return await ask(SERVICE, "list_readings", search=search)


@router.post("")
async def change_reading(body: Reading, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "change_reading", **body.fields())


@router.get("/changes")
async def reading_history(ask: Ask, before: int | None = None) -> Answer:
    return await ask(SERVICE, "reading_history", before=before)


@router.post("/changes/{number}/undo")
async def undo_reading(number: int, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "undo_reading", number=number)


@router.get("/rereading")
async def rereading(ask: Ask) -> Answer:
    """`texts`: how many texts hold a word whose reading changed after they were read; `last`: the last order."""
    return await ask(SERVICE, "rereading")


@router.post("/rereading")
async def reread(ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "reread")


@router.post("/hear")
async def hear_reading(body: Tried, ask: Ask, _key: RepeatKey = None) -> Answer:
    """`audio`: an MP3 in base64."""
    return await ask(SERVICE, "hear_reading", **body.fields())


@router.post("/proposed/{word}/spell")
async def spell_word(word: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "spell_word", word=word)
