"""Quy chế làm việc: those of the committees above my cell, to be read and accepted."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, fields_of
from services.gateway.web.visit import Visit, Visitor, done
from shared.errors import AppError

router = APIRouter(prefix="/regulation")


@router.get("")
async def regulations(visit: Visitor) -> Response:
    return await _page(visit)


@router.post("/{regulation_id}/accept")
async def accept(regulation_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "content", "accept_regulation", regulation_id=regulation_id, document_id=fields.text("document_id"),
            revision=fields.integer("revision"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _page(visit, error)
    return done("/regulation", "regulation_accepted")


async def _page(visit: Visit, error: AppError | None = None) -> Response:
    found = await visit.ask("content", "my_regulations", texts=True)
    errors = {"": error.message} if error else {}
    return visit.page("regulation.html", status=409 if error else 200, found=found, errors=errors, labels={}, given={})
