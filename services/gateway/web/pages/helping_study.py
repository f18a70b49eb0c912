"""Học cùng đồng chí khác: a helper reads a course aloud and enters what the member says, and only that.

The form asks each time for the word that the member said these answers; content records whose hand it was.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.web.forms import CORRECTABLE, fields_of
from services.gateway.web.pages.helping import Stead, in_stead
from services.gateway.web.pages.study import answers_in
from services.gateway.web.visit import Visit, Visitor
from shared.errors import AppError

router = APIRouter(prefix="/helping/{delegation_id}/study")


@router.get("/{course_id}")
async def course(delegation_id: str, course_id: str, visit: Visitor) -> Response:
    stead = await in_stead(visit, delegation_id, "study")
    shown = await stead.ask("content", "read_course", course_id=course_id)
    return visit.page("helping/course.html", course=shown, of=stead.of, delegation_id=delegation_id)


@router.get("/{course_id}/parts/{part_id}")
async def part(delegation_id: str, course_id: str, part_id: str, visit: Visitor) -> Response:
    stead = await in_stead(visit, delegation_id, "study")
    return await _part(visit, stead, delegation_id, course_id, part_id)


@router.post("/{course_id}/parts/{part_id}/answers")
async def answer(delegation_id: str, course_id: str, part_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    stead = await in_stead(visit, delegation_id, "study")
    try:
        given = await stead.ask(
            "content", "answer_part", course_id=course_id, part_id=part_id, answers=answers_in(fields),
            their_own_words=fields.text("their_own_words") == "1",
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _part(visit, stead, delegation_id, course_id, part_id, error=error)
    here = f"/helping/{delegation_id}/study/{course_id}/parts/{part_id}"
    return RedirectResponse(f"{here}/answers/{given['answer_id']}?done=answered_in_stead", 303)


@router.get("/{course_id}/parts/{part_id}/answers/{answer_id}")
async def result(delegation_id: str, course_id: str, part_id: str, answer_id: str, visit: Visitor) -> Response:
    stead = await in_stead(visit, delegation_id, "study")
    return await _part(visit, stead, delegation_id, course_id, part_id, answer_id=answer_id)


async def _part(
    visit: Visit,
    stead: Stead,
    delegation_id: str,
    course_id: str,
    part_id: str,
    *,
    answer_id: str | None = None,
    error: AppError | None = None,
) -> Response:
    shown = await stead.ask("content", "read_part", course_id=course_id, part_id=part_id, answer_id=answer_id)
    return visit.page(
        "helping/course_part.html", status=422 if error else 200, part=shown, of=stead.of,
        delegation_id=delegation_id, errors={"": error.message} if error else {}, answered=answer_id is not None,
    )  # fmt: skip
