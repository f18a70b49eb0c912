"""Hồ sơ đảng viên: one section at a time, corrected with a reason; what was changed; what members ask for."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.record_forms import beside, drawn, labels_of, typed
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Forbidden

router = APIRouter(prefix="/desk")
REFUSED = (*CORRECTABLE, Forbidden)


@router.get("/members/{member_id}/record")
async def record(member_id: str, visit: DeskVisitor, section: str = "person") -> Response:
    return visit.page("desk/record.html", record=await _read(visit, member_id, section))


@router.get("/members/{member_id}/record/edit")
async def edit(member_id: str, visit: DeskVisitor, section: str = "person") -> Response:
    return _form(visit, await _read(visit, member_id, section))


@router.post("/members/{member_id}/record")
async def correct(member_id: str, request: Request, visit: DeskVisitor, section: str = "person") -> Response:
    fields = await fields_of(request)
    shown = await _read(visit, member_id, section)
    try:
        fields.demand("reason")
        await visit.ask(
            "identity", "correct_member_record", member_id=member_id, version=fields.integer("version"),
            changes=typed(fields, shown["section"]["fields"]), reason=fields.text("reason"),
        )  # fmt: skip
    except REFUSED as error:
        return _form(visit, shown, error, fields.shown())
    return done(f"/desk/members/{member_id}/record?section={section}", "record_corrected")


@router.get("/members/{member_id}/record/history")
async def history(member_id: str, visit: DeskVisitor, cursor: str | None = None) -> Response:
    found = await visit.ask("identity", "read_member_history", member_id=member_id, cursor=cursor)
    return visit.page("desk/record_history.html", found=found, member_id=member_id)


@router.get("/corrections")
async def corrections(visit: DeskVisitor, organisation: str = "", cursor: str | None = None) -> Response:
    return await _corrections(visit, organisation, cursor)


@router.post("/corrections/{correction_id}")
async def decide(correction_id: str, request: Request, visit: DeskVisitor, organisation: str = "") -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "identity", "decide_correction", correction_id=correction_id, accept=fields.text("decision") == "accept",
            note=fields.text("note"),
        )  # fmt: skip
    except REFUSED as error:
        return await _corrections(visit, organisation, None, error)
    return done("/desk/corrections", "correction_decided")


async def _read(visit: Visit, member_id: str, section: str) -> dict[str, Any]:
    return await visit.ask("identity", "read_member_record", member_id=member_id, section=section)


async def _corrections(visit: Visit, organisation: str, cursor: str | None, error: AppError | None = None) -> Response:
    choices = await audiences(visit, BY_ROLE["/desk/members"])
    chosen = organisation or (choices[0]["path"] if choices else "")
    found: dict[str, Any] = {"items": [], "next_cursor": None}
    if chosen:
        found = await visit.ask("identity", "list_corrections", organisation_path=chosen, cursor=cursor)
    return visit.page(
        "desk/corrections.html", status=422 if error else 200, found=found, audiences=choices, chosen=chosen,
        errors={"": error.message} if error else {},
    )  # fmt: skip


def _form(
    visit: Visit, record: dict[str, Any], error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    fields = [field for field in record["section"]["fields"] if field["changeable"]]
    labels = labels_of(fields)
    if error is not None:
        error = type(error)(error.message, details=beside(error.details))
    return visit.page(
        "desk/record_edit.html", status=422 if error else 200, record=record, fields=fields, labels=labels,
        given=given or {**drawn(fields), "version": record["version"]},
        errors=complaints(error, labels) if error else {},
    )  # fmt: skip
