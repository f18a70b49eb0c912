"""Lịch ngày lễ, kỷ niệm: the days that come again every year, and what a meeting might speak of."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.formats import day
from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Invalid, NotFound

router = APIRouter(prefix="/desk/calendar")
LABELS = {
    "name": "Tên ngày",
    "calendar": "Lịch",
    "day": "Ngày",
    "month": "Tháng",
    "days": "Ngày dương lịch từng năm",
    "since": "Tính từ năm",
    "concerns": "Liên quan tới",
    "suggestion": "Gợi ý nội dung tuyên truyền",
}
HERE = "/desk/calendar"


@router.get("")
async def calendar(visit: DeskVisitor) -> Response:
    return visit.page("desk/calendar.html", found=await visit.ask("content", "list_desk_anniversaries"))


@router.get("/new")
async def new(visit: DeskVisitor) -> Response:
    await visit.ask("content", "list_desk_anniversaries")  # refused before anything is typed
    return _form(visit, {"calendar": "solar"})


@router.post("")
async def add(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("content", "add_anniversary", **_texts(fields))
    except CORRECTABLE as error:
        return _form(visit, fields.shown(), error)
    return done(HERE, "anniversary_saved")


@router.get("/{anniversary_id}")
async def edit(anniversary_id: str, visit: DeskVisitor) -> Response:
    return await _edit(visit, anniversary_id)


@router.post("/{anniversary_id}")
async def change(anniversary_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "content", "change_anniversary", anniversary_id=anniversary_id, version=fields.integer("version"),
            retired=fields.text("retired") == "yes", **_texts(fields),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _edit(visit, anniversary_id, error, fields.shown())
    return done(HERE, "anniversary_saved")


def _texts(fields: Fields) -> dict[str, Any]:
    fields.demand("name", "day", "month")
    return {
        "name": fields.text("name"),
        "calendar": fields.text("calendar"),
        "day": fields.integer("day"),
        "month": fields.integer("month"),
        "days": [given_day(line) for line in fields.lines("days")],
        "since": fields.integer("since") if fields.optional("since") else None,
        "concerns": fields.text("concerns"),
        "suggestion": fields.text("suggestion"),
    }


def given_day(line: str) -> str:
    """26/4/2026 → 2026-04-26. Raises Invalid."""
    try:
        in_month, month, year = (int(part) for part in line.split("/"))
        return date(year, month, in_month).isoformat()
    except ValueError:
        raise Invalid(details={"days": "Mỗi dòng một ngày, ví dụ 26/4/2026."}) from None


async def _edit(
    visit: Visit, anniversary_id: str, error: AppError | None = None, typed: dict[str, Any] | None = None
) -> Response:
    found = await visit.ask("content", "list_desk_anniversaries")
    row = next((each for each in found["items"] if each["id"] == anniversary_id), None)
    if row is None:
        raise NotFound
    given = {
        **row,
        "since": row["since"] or "",
        "days": "\n".join(day(each) for each in row["days"]),
        "retired": "yes" if row["retired"] else "",
    }
    typed = {**typed, "retired": typed.get("retired", "")} if typed else {}
    return _form(visit, {**given, **typed, "version": row["version"]}, error, row)


def _form(
    visit: Visit, given: dict[str, Any], error: AppError | None = None, row: dict[str, Any] | None = None
) -> Response:
    return visit.page(
        "desk/calendar_day.html", status=422 if error else 200, given=given, row=row, labels=LABELS,
        errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip
