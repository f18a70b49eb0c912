"""Học tập, at the desk: the parts of a course and the questions that close them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, NotFound

router = APIRouter(prefix="/desk/study/{course_id}/parts")
LABELS = {
    "title": "Tên phần",
    "source": "Nội dung lấy từ",
    "body": "Nội dung",
    "source_id": "Địa chỉ bài hoặc tài liệu",
    "anchor": "Điều, khoản",
    "place": "Thứ tự",
}
QUESTION_LABELS = {
    "text": "Câu hỏi",
    "kind": "Cách trả lời",
    "choices": "Các phương án",
    "explanation": "Giải thích",
}
ROWS = 6


@router.get("/new")
async def new(course_id: str, visit: DeskVisitor) -> Response:
    return await _form(visit, course_id, "", {"source": "text"})


@router.post("")
async def write(course_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _write(visit, course_id, None, await fields_of(request))


@router.get("/{part_id}")
async def part(course_id: str, part_id: str, visit: DeskVisitor) -> Response:
    return await _form(visit, course_id, part_id, {})


@router.post("/{part_id}")
async def rewrite(course_id: str, part_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _write(visit, course_id, part_id, await fields_of(request))


@router.post("/{part_id}/remove")
async def remove(course_id: str, part_id: str, request: Request, visit: DeskVisitor) -> Response:
    version = (await fields_of(request)).integer("version")
    try:
        await visit.ask("content", "remove_part", course_id=course_id, part_id=part_id, version=version)
    except CORRECTABLE as error:
        return await _form(visit, course_id, part_id, {}, error)
    return done(f"/desk/study/{course_id}", "course_saved")


@router.get("/{part_id}/questions/new")
async def new_question(course_id: str, part_id: str, visit: DeskVisitor) -> Response:
    return await _question_form(visit, course_id, part_id, "", given={"kind": "single"})


@router.post("/{part_id}/questions")
async def write_question(course_id: str, part_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _write_question(visit, course_id, part_id, None, await fields_of(request))


@router.get("/{part_id}/questions/{question_id}")
async def question(course_id: str, part_id: str, question_id: str, visit: DeskVisitor) -> Response:
    return await _question_form(visit, course_id, part_id, question_id)


@router.post("/{part_id}/questions/{question_id}")
async def rewrite_question(
    course_id: str, part_id: str, question_id: str, request: Request, visit: DeskVisitor
) -> Response:
    return await _write_question(visit, course_id, part_id, question_id, await fields_of(request))


@router.post("/{part_id}/questions/{question_id}/remove")
async def remove_question(
    course_id: str, part_id: str, question_id: str, request: Request, visit: DeskVisitor
) -> Response:
    version = (await fields_of(request)).integer("version")
    try:
        await visit.ask(
            "content", "remove_question", course_id=course_id, part_id=part_id, question_id=question_id,
            version=version,
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _question_form(visit, course_id, part_id, question_id, error=error)
    return done(f"/desk/study/{course_id}/parts/{part_id}", "course_saved")


async def _write(visit: Visit, course_id: str, part_id: str | None, fields: Fields) -> Response:
    try:
        fields.demand("title")
        written = await visit.ask(
            "content", "write_part", course_id=course_id, part_id=part_id, version=fields.integer("version"),
            title=fields.text("title"), source=fields.text("source"), body=fields.text("body"), **_source(fields),
            place=fields.integer("place") if fields.optional("place") else None,
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _form(visit, course_id, part_id or "", fields.shown(), error)
    return done(f"/desk/study/{course_id}/parts/{written['changed_id']}", "course_saved")


async def _write_question(
    visit: Visit, course_id: str, part_id: str, question_id: str | None, fields: Fields
) -> Response:
    try:
        fields.demand("text", "explanation")
        await visit.ask(
            "content", "write_question", course_id=course_id, part_id=part_id, question_id=question_id,
            version=fields.integer("version"), text=fields.text("text"), kind=fields.text("kind"),
            choices=_choices(fields), explanation=fields.text("explanation"),
        )  # fmt: skip
    except CORRECTABLE as error:
        given = {**fields.shown(), "choices": _choices(fields)}
        return await _question_form(visit, course_id, part_id, question_id or "", given=given, error=error)
    return done(f"/desk/study/{course_id}/parts/{part_id}", "course_saved")


def _source(fields: Fields) -> dict[str, Any]:
    """An address as it stands in the browser names the place, too: `…/documents/ID#dieu-3`."""
    address, _, place = fields.text("source_id").strip().partition("#")
    source_id = address.partition("?")[0].rstrip("/").rpartition("/")[2]
    return {"source_id": source_id or None, "anchor": fields.text("anchor").strip() or place}


def _choices(fields: Fields) -> list[dict[str, Any]]:
    """The rows that were filled."""
    right = set(fields.lines("right"))
    rows = [(str(row), fields.text(f"choice-{row}").strip()) for row in range(1, ROWS + 1)]
    return [{"text": text, "right": row in right} for row, text in rows if text]


async def _form(
    visit: Visit, course_id: str, part_id: str, given: dict[str, Any], error: AppError | None = None
) -> Response:
    course = await visit.ask("content", "read_desk_course", course_id=course_id)
    held = _of(course["text"]["parts"], part_id) if part_id else {}
    place = course["text"]["parts"].index(held) + 1 if held else ""
    return visit.page(
        "desk/course_part.html", status=422 if error else 200, course=course, part=held,
        given={**held, "place": place, "version": course["version"], **given},
        errors=complaints(error, LABELS) if error else {}, labels=LABELS,
    )  # fmt: skip


async def _question_form(
    visit: Visit,
    course_id: str,
    part_id: str,
    question_id: str,
    *,
    given: dict[str, Any] | None = None,
    error: AppError | None = None,
) -> Response:
    course = await visit.ask("content", "read_desk_course", course_id=course_id)
    part = _of(course["text"]["parts"], part_id)
    held = _of(part["questions"], question_id) if question_id else {}
    shown = {**held, "version": course["version"], **(given or {})}
    filled = shown.get("choices", [])
    rows = [*filled, *({"text": "", "right": False} for _ in range(ROWS - len(filled)))]
    return visit.page(
        "desk/course_question.html", status=422 if error else 200, course=course, part=part, question=held, rows=rows,
        given=shown, errors=complaints(error, QUESTION_LABELS) if error else {}, labels=QUESTION_LABELS,
    )  # fmt: skip


def _of(items: list[dict[str, Any]], item_id: str) -> dict[str, Any]:
    found = next((item for item in items if item["id"] == item_id), None)
    if found is None:
        raise NotFound
    return found
