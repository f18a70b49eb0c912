"""Học tập: the courses meant for me, their parts with the questions that close them, how an answer came out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.web.forms import CORRECTABLE, Fields, fields_of
from services.gateway.web.visit import Visit, Visitor
from shared.errors import AppError

router = APIRouter(prefix="/study")


@router.get("")
async def courses(visit: Visitor) -> Response:
    return visit.page("study.html", found=await visit.ask("content", "my_courses"))


@router.get("/{course_id}")
async def course(course_id: str, visit: Visitor) -> Response:
    return visit.page("study_course.html", course=await visit.ask("content", "read_course", course_id=course_id))


@router.get("/{course_id}/parts/{part_id}")
async def part(course_id: str, part_id: str, visit: Visitor) -> Response:
    return await _part(visit, course_id, part_id)


@router.post("/{course_id}/parts/{part_id}/answers")
async def answer(course_id: str, part_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        given = await visit.ask(
            "content", "answer_part", course_id=course_id, part_id=part_id, answers=answers_in(fields)
        )
    except CORRECTABLE as error:
        return await _part(visit, course_id, part_id, error)
    return RedirectResponse(f"/study/{course_id}/parts/{part_id}/answers/{given['answer_id']}", 303)


@router.get("/{course_id}/parts/{part_id}/answers/{answer_id}")
async def result(course_id: str, part_id: str, answer_id: str, visit: Visitor) -> Response:
    shown = await visit.ask("content", "read_part", course_id=course_id, part_id=part_id, answer_id=answer_id)
    return visit.page("study_result.html", part=shown)


def answers_in(fields: Fields) -> list[dict[str, Any]]:
    """Every question of the form, with what was chosen of it."""
    return [
        {
            "question_id": question_id,
            "revision": fields.integer(f"revision-{question_id}"),
            "choices": fields.lines(f"choice-{question_id}"),
        }
        for question_id in fields.lines("question")
    ]


def heard_of(part: dict[str, Any]) -> dict[str, str] | None:
    """What of the part can be heard: its own text, or the article it points at."""
    if part["source"] == "text":
        return {"id": part["id"], "title": part["title"], "what": "phần"}
    if part["source"] == "article" and not part["source_gone"]:
        return {"id": part["source_id"], "title": part["source_title"], "what": "bài"}
    return None


async def _part(visit: Visit, course_id: str, part_id: str, error: AppError | None = None) -> Response:
    shown = await visit.ask("content", "read_part", course_id=course_id, part_id=part_id)
    heard = heard_of(shown)
    parts = {}
    if heard:
        parts = await visit.parts(
            audio=visit.ask("speech", "audio_of", article_id=heard["id"]),
            place=visit.ask("speech", "listening_place", text_id=heard["id"]),
        )
    errors = {"": error.message} if error else {}
    return visit.page("study_part.html", status=422 if error else 200, part=shown, heard=heard, errors=errors, **parts)
