"""Người giúp tôi: a member asks somebody to help, sees what was agreed and ends it with one tap."""

from __future__ import annotations

import contextlib

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.visit import Visit, Visitor, done
from services.gateway.web.words import DEEDS
from shared.errors import NotFound

router = APIRouter(prefix="/me/helpers")
LABELS = {"helper": "Người giúp", "deeds": "Việc nhờ làm giúp", "valid_until": "Đến hết ngày"}


@router.get("")
async def helpers(visit: Visitor) -> Response:
    return await _page(visit)


@router.post("")
async def ask_helper(request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("helper", "valid_until")
        await visit.ask(
            "identity", "ask_helper", helper=fields.text("helper"), deeds=chosen_deeds(fields),
            valid_until=fields.text("valid_until"),
        )  # fmt: skip
    except CORRECTABLE as error:
        given = fields.shown() | {"deeds": chosen_deeds(fields)}
        return await _page(visit, status=422, errors=complaints(error, LABELS), given=given)
    return done("/me/helpers", "helper_asked")


@router.post("/{delegation_id}/end")
async def end(delegation_id: str, visit: Visitor) -> Response:
    with contextlib.suppress(NotFound):
        await visit.ask("identity", "end_delegation", delegation_id=delegation_id)
    return done("/me/helpers", "help_ended")


def chosen_deeds(fields: Fields) -> list[str]:
    return [deed for deed in DEEDS if fields.text(f"deed_{deed}") == "1"]


async def _page(visit: Visit, **view: object) -> Response:
    found = await visit.ask("identity", "my_helpers")
    return visit.page("helpers.html", found=found, labels=LABELS, **view)
