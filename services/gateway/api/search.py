"""One search over everything the caller may see: `content`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.api.shapes import Answer
from services.gateway.asking import Ask

router = APIRouter(tags=["content"])
SERVICE = "content"

Chosen = Annotated[str | None, Field(max_length=200, description="One of `choices` of the first page")]


class Searched(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field("", max_length=200, description="Words with or without diacritics, or a document's number")
    thing: Chosen = None
    kind: Chosen = None
    issuer: Chosen = None
    category: Chosen = None
    year: int | None = Field(None, ge=1900, le=2999)
    in_force: bool | None = Field(None, description="Of documents only")
    cursor: str | None = Field(None, max_length=200, description="`next_cursor` of the page before")


@router.get("/search")
async def search(ask: Ask, asked: Annotated[Searched, Query()]) -> Answer:
    """Pieces of `title`, `heading`, `snippet` with `hit` are what was looked for. `manner`: `corrected` where nothing
    holds the words as typed (the next page is asked for with `searched`), `nearest` where nothing holds all."""
    return await ask(SERVICE, "search", **asked.model_dump())
