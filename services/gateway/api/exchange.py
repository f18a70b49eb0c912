"""For other systems, with the key that an administrator gave them: `content`.

The key stands in a header of its own, because `Authorization` is a person's here.
"""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, File, Header, Query, UploadFile

from services.gateway.api.shapes import Answer
from services.gateway.asking import AskOpenly

router = APIRouter(tags=["exchange"], prefix="/exchange")
SERVICE = "content"
SECONDS_FOR_MANY_FILES = 60.0
PartnerKey = Annotated[str, Header(alias="X-Partner-Key", max_length=200, description="As it was shown at the desk")]


@router.get("/feed")
async def read_feed(
    ask: AskOpenly,
    key: PartnerKey,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    most: Annotated[int, Query(ge=1, le=100)] = 100,
) -> Answer:
    """What was published and withdrawn since `after`, in order; go on with `next`."""
    return await ask(SERVICE, "read_feed", key=key, after=after, most=most)


@router.get("/documents/{document_id}")
async def read_exchange_document(document_id: str, ask: AskOpenly, key: PartnerKey) -> Answer:
    return await ask(SERVICE, "read_exchange_document", key=key, document_id=document_id)


@router.post("/documents")
async def hand_over_documents(
    ask: AskOpenly,
    key: PartnerKey,
    file: Annotated[UploadFile, File(description="A zip file with manifest.json, 11 MB and 50 documents at most")],
) -> Answer:
    """For each entry of the manifest what became of it. Sent again, what was taken is unchanged."""
    content = base64.b64encode(await file.read()).decode("ascii")
    return await ask(SERVICE, "hand_over_documents", within=SECONDS_FOR_MANY_FILES, key=key, content=content)
