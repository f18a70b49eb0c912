"""Giấy tờ trong hồ sơ: what lies in a member's file, a paper attached, renewed, withdrawn, taken along."""

from __future__ import annotations

import base64
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.given_files import SECONDS_FOR_A_FILE, given_file
from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Forbidden, TooMany

router = APIRouter(prefix="/desk/members/{member_id}/papers")
LABELS = {
    "paper_type": "Loại giấy tờ", "title": "Tên, số, ngày của giấy tờ", "file": "Tệp", "looked_at": "Độ mật",
    "reason": "Lý do",
}  # fmt: skip
REFUSED = (*CORRECTABLE, Forbidden, TooMany)


@router.get("")
async def papers(member_id: str, visit: DeskVisitor) -> Response:
    return await _shown(visit, member_id)


@router.post("")
async def attach(member_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("paper_type", "title")
        await visit.ask(
            "identity", "attach_paper", within=SECONDS_FOR_A_FILE, member_id=member_id,
            paper_type=fields.text("paper_type"), title=fields.text("title"), **_sent(fields),
        )  # fmt: skip
    except REFUSED as error:
        return await _shown(visit, member_id, error, fields.shown())
    return done(f"/desk/members/{member_id}/papers", "paper_attached")


@router.post("/{paper_id}/versions")
async def renew(member_id: str, paper_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        version = fields.integer("version")
        await visit.ask(
            "identity", "renew_paper", within=SECONDS_FOR_A_FILE, paper_id=paper_id, version=version, **_sent(fields)
        )
    except REFUSED as error:
        return await _shown(visit, member_id, error, {"paper_id": paper_id})
    return done(f"/desk/members/{member_id}/papers", "paper_renewed", at=f"paper-{paper_id}")


@router.post("/{paper_id}/withdraw")
async def withdraw(member_id: str, paper_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("reason")
        await visit.ask(
            "identity", "withdraw_paper", paper_id=paper_id, version=fields.integer("version"),
            reason=fields.text("reason"),
        )  # fmt: skip
    except REFUSED as error:
        return await _shown(visit, member_id, error, {"paper_id": paper_id})
    return done(f"/desk/members/{member_id}/papers", "paper_withdrawn", at=f"paper-{paper_id}")


@router.get("/{paper_id}/{number}")
async def paper(paper_id: str, number: int, visit: DeskVisitor) -> Response:
    found = await visit.ask("identity", "paper_file", within=SECONDS_FOR_A_FILE, paper_id=paper_id, number=number)
    return given_file(base64.b64decode(found["content"]), found["file_name"], found["media_type"])


def _sent(fields: Fields) -> dict[str, Any]:
    file = fields.file("file")
    return {"file_name": file.name, "content": file.encoded, "looked_at": fields.text("looked_at") == "1"}


async def _shown(
    visit: Visit, member_id: str, error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    """What was wrong with a paper that is there is told at the top: its form lies further down."""
    found = await visit.ask("identity", "member_papers", member_id=member_id)
    given = given or {}
    labels = {} if "paper_id" in given else LABELS
    errors = complaints(error, labels) if error else {}
    if error is not None and "paper_id" in given and error.details:
        errors = {"": " ".join(error.details.values())}
    return visit.page(
        "desk/papers.html", status=422 if error else 200, found=found, labels=labels, given=given, errors=errors,
        base=f"/desk/members/{member_id}/papers",
    )  # fmt: skip
