"""Đối chiếu danh sách – hồ sơ 6 tháng: the cell's list beside its files, one answer after the other, then closed."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Forbidden, Invalid, NotFound

router = APIRouter(prefix="/desk/organisations/{cell_id}/list-check")
REFUSED = (*CORRECTABLE, Forbidden, NotFound)


@router.get("")
async def list_check(cell_id: str, visit: DeskVisitor, half: str = "") -> Response:
    return await _page(visit, cell_id, half)


@router.get("/print")
async def minutes(cell_id: str, visit: DeskVisitor, half: str = "") -> Response:
    return await _page(visit, cell_id, half, template="desk/list_check_print.html")


@router.post("/members/{member_id}")
async def answer(cell_id: str, member_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    half = fields.text("half")
    outcome = "matches" if fields.text("answer") == "matches" else fields.text("kind")
    try:
        if not outcome:
            raise Invalid("Đồng chí chọn điều chưa khớp.")
        await visit.ask(
            "identity", "answer_list_check", cell_id=cell_id, half=half, member_id=member_id,
            outcome=outcome, note="" if outcome == "matches" else fields.text("note"),
        )  # fmt: skip
    except REFUSED as error:
        return await _page(visit, cell_id, half, error, typed={**fields.shown(), "for": member_id})
    return _done(cell_id, half, "list_answered", at=f"member-{member_id}")


@router.post("/rest")
async def rest(cell_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    half = fields.text("half")
    try:
        await visit.ask(
            "identity", "confirm_rest_of_list", cell_id=cell_id, half=half, confirmed=fields.integer("confirmed")
        )
    except REFUSED as error:
        return await _page(visit, cell_id, half, error)
    return _done(cell_id, half, "list_answered")


@router.post("/close")
async def close(cell_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    half = fields.text("half")
    try:
        await visit.ask("identity", "close_list_check", cell_id=cell_id, half=half, **_shown(fields))
    except REFUSED as error:
        return await _page(visit, cell_id, half, error)
    return _done(cell_id, half, "list_check_closed")


@router.post("/paper-people")
async def note_paper_person(cell_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    half = fields.text("half")
    try:
        fields.demand("full_name")
        await visit.ask(
            "identity", "note_paper_person", cell_id=cell_id, half=half, full_name=fields.text("full_name"),
            card_number=fields.text("card_number"), note=fields.text("note"),
        )  # fmt: skip
    except REFUSED as error:
        return await _page(visit, cell_id, half, error, typed={**fields.shown(), "for": "paper"})
    return _done(cell_id, half, "list_person_noted", at="on-paper")


@router.post("/paper-people/{person_id}/remove")
async def remove_paper_person(cell_id: str, person_id: str, request: Request, visit: DeskVisitor) -> Response:
    half = (await fields_of(request)).text("half")
    try:
        await visit.ask("identity", "remove_paper_person", cell_id=cell_id, half=half, person_id=person_id)
    except REFUSED as error:
        return await _page(visit, cell_id, half, error)
    return _done(cell_id, half, "list_person_removed", at="on-paper")


@router.post("/corrections")
async def correct(cell_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    half = fields.text("half")
    try:
        fields.demand("correction", "reason")
        await visit.ask(
            "identity", "correct_closed_list", cell_id=cell_id, half=half, member_id=fields.optional("member_id"),
            correction=fields.text("correction"), reason=fields.text("reason"),
        )  # fmt: skip
    except REFUSED as error:
        return await _page(visit, cell_id, half, error, typed={**fields.shown(), "for": "correction"})
    return _done(cell_id, half, "list_corrected", at="corrections")


def _shown(fields: Fields) -> dict[str, Any]:
    return {"shown": fields.lines("shown"), "version": fields.integer("version")}


def _done(cell_id: str, half: str, key: str, *, at: str = "") -> Response:
    return done(f"/desk/organisations/{cell_id}/list-check?half={half}", key, at=at)


async def _page(
    visit: Visit,
    cell_id: str,
    half: str,
    error: AppError | None = None,
    *,
    template: str = "desk/list_check.html",
    typed: dict[str, Any] | None = None,
) -> Response:
    """`typed`: what was refused, to stand in its form again."""
    found: dict[str, Any] = await visit.ask("identity", "read_list_check", cell_id=cell_id, half=half or None)
    sentences = [error.message, *error.details.values()] if error else []
    errors = {"": " ".join(dict.fromkeys(sentences))} if error else {}
    return visit.page(template, status=422 if error else 200, found=found, errors=errors, typed=typed or {})
