"""Học tập, at the desk: courses written, opened, corrected and withdrawn."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Invalid

router = APIRouter(prefix="/desk/study")
LABELS = {
    "title": "Tên chuyên đề",
    "summary": "Giới thiệu",
    "kind": "Loại",
    "audience": "Dành cho",
    "roles": "Chỉ những người giữ vai trò",
    "opens_on": "Học từ ngày",
    "closes_on": "Đến hết ngày",
    "tries_a_day": "Số lần trả lời một câu trong ngày",
    "reason": "Lý do rút",
}
EDITORS = {"committee_editor"}


@router.get("")
async def courses(visit: DeskVisitor, cursor: str | None = None) -> Response:
    found = await visit.ask("content", "list_desk_courses", cursor=cursor)
    return visit.page("desk/courses.html", found=found, may_write=bool(EDITORS & visit.caller.roles))


@router.get("/new")
async def new(visit: DeskVisitor) -> Response:
    return await _form(visit, {"kind": "monthly_topic", "tries_a_day": 0})


@router.post("")
async def write(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        written = await visit.ask("content", "write_course", **_head(fields))
    except CORRECTABLE as error:
        return await _form(visit, _shown(fields), error)
    return done(f"/desk/study/{written['id']}", "course_saved")


@router.get("/{course_id}")
async def course(course_id: str, visit: DeskVisitor) -> Response:
    return await _course(visit, course_id)


@router.get("/{course_id}/head")
async def edit(course_id: str, visit: DeskVisitor) -> Response:
    held = await visit.ask("content", "read_desk_course", course_id=course_id)
    return await _form(visit, {**held["text"], "version": held["version"]}, course_id=course_id)


@router.post("/{course_id}/head")
async def revise(course_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "content", "revise_course", course_id=course_id, version=fields.integer("version"), **_head(fields)
        )
    except CORRECTABLE as error:
        return await _form(visit, _shown(fields), error, course_id=course_id)
    return done(f"/desk/study/{course_id}", "course_saved")


@router.post("/{course_id}/open")
async def open_course(course_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("content", "open_course", course_id=course_id, version=fields.integer("version"))
    except CORRECTABLE as error:
        return await _course(visit, course_id, error)
    return done(f"/desk/study/{course_id}", "course_opened")


@router.post("/{course_id}/withdraw")
async def withdraw(course_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("reason")
        await visit.ask(
            "content", "withdraw_course", course_id=course_id, version=fields.integer("version"),
            reason=fields.text("reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _course(visit, course_id, error)
    return done(f"/desk/study/{course_id}", "course_withdrawn")


async def _course(visit: Visit, course_id: str, error: AppError | None = None) -> Response:
    held = await visit.ask("content", "read_desk_course", course_id=course_id)
    errors = complaints(error, {"reason": ""}) if error else {}
    return visit.page(
        "desk/course.html", status=422 if error else 200, course=held, errors=errors, labels=LABELS,
        names={place["path"]: place["name"] for place in await audiences(visit, EDITORS)},
    )  # fmt: skip


async def _form(visit: Visit, given: dict[str, Any], error: AppError | None = None, course_id: str = "") -> Response:
    return visit.page(
        "desk/course_head.html", status=422 if error else 200, given=given, course_id=course_id, labels=LABELS,
        errors=complaints(error, LABELS) if error else {}, audiences=await audiences(visit, EDITORS),
    )  # fmt: skip


def _head(fields: Fields) -> dict[str, Any]:
    fields.demand("title", "opens_on", "closes_on")
    tries = fields.text("tries_a_day").strip() or "0"
    if not (tries.isascii() and tries.isdecimal() and len(tries) < 4):
        raise Invalid(details={"tries_a_day": "Đồng chí nhập một số, 0 là không giới hạn."})
    texts = {name: fields.text(name) for name in ("title", "summary", "kind", "audience", "opens_on", "closes_on")}
    return {**texts, "roles": fields.lines("roles"), "tries_a_day": int(tries)}


def _shown(fields: Fields) -> dict[str, Any]:
    return {**fields.shown(), "roles": fields.lines("roles")}
