"""Papers of members' files: listed, sent as a form with a file, given out as they are: `identity`."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import Response

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask
from services.gateway.given_files import SECONDS_FOR_A_FILE, given_file

router = APIRouter(tags=["papers"])
SERVICE = "identity"

Sent = Annotated[UploadFile, File(description="PDF, DOCX, JPEG or PNG, 11 MB at most")]
Text = Annotated[str, Form()]
LookedAt = Annotated[bool, Form(description="The sender looked at every page and saw no mark of secrecy")]


class Withdrawal(Body):
    version: int
    reason: str


@router.get("/me/papers")
async def my_papers(ask: Ask) -> Answer:
    return await ask(SERVICE, "member_papers")


@router.get("/members/{member_id}/papers")
async def member_papers(member_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "member_papers", member_id=member_id)


@router.post("/members/{member_id}/papers", status_code=201)
async def attach_paper(
    member_id: str, ask: Ask, *, file: Sent, paper_type: Text, title: Text, looked_at: LookedAt,
    _key: RepeatKey = None,
) -> Answer:  # fmt: skip
    return await ask(
        SERVICE, "attach_paper", within=SECONDS_FOR_A_FILE, member_id=member_id, paper_type=paper_type, title=title,
        looked_at=looked_at, file_name=file.filename or "giay-to",
        content=await _encoded(file),
    )  # fmt: skip


@router.post("/members/papers/{paper_id}/versions", status_code=201)
async def renew_paper(
    paper_id: str, file: Sent, version: Annotated[int, Form()], looked_at: LookedAt, ask: Ask, _key: RepeatKey = None
) -> Answer:
    return await ask(
        SERVICE, "renew_paper", within=SECONDS_FOR_A_FILE, paper_id=paper_id, version=version, looked_at=looked_at,
        file_name=file.filename or "giay-to",
        content=await _encoded(file),
    )  # fmt: skip


@router.post("/members/papers/{paper_id}/withdraw")
async def withdraw_paper(paper_id: str, body: Withdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "withdraw_paper", paper_id=paper_id, **body.fields())


@router.get("/members/papers/{paper_id}/versions/{number}", response_class=Response)
async def paper_file(paper_id: str, number: int, ask: Ask) -> Response:
    found = await ask(SERVICE, "paper_file", within=SECONDS_FOR_A_FILE, paper_id=paper_id, number=number)
    return given_file(base64.b64decode(found["content"]), found["file_name"], found["media_type"])


async def _encoded(file: UploadFile) -> str:
    return base64.b64encode(await file.read()).decode("ascii")
