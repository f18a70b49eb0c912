"""Câu hỏi chưa trả lời được: what several people asked and no document answered, for the editors to add to. Nobody is
named, here or behind it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError

HERE = "/desk/unanswered"
router = APIRouter(prefix=HERE)


@router.get("")
async def unanswered(visit: DeskVisitor, state: str = "open") -> Response:
    return await _shown(visit, state)


@router.post("/{gap_id}")
async def decide(gap_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "assistant", "decide_gap", gap_id=gap_id, version=fields.integer("version"), state=fields.text("state")
        )
    except CORRECTABLE as error:
        return await _shown(visit, "open", error)
    return done(HERE, "gap_decided")


async def _shown(visit: Visit, state: str, error: AppError | None = None) -> Response:
    found = await visit.ask("assistant", "list_gaps", state=state)
    names = {place["path"]: place["name"] for place in await audiences(visit, BY_ROLE[HERE])}
    return visit.page(
        "desk/unanswered.html", status=422 if error else 200, found=found, state=state, names=names,
        labels={}, errors=complaints(error, {}) if error else {},
    )  # fmt: skip
