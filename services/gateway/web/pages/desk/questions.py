"""Câu hỏi: what members asked a person of this committee. The text is fetched from the assistant's store."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError

router = APIRouter(prefix="/desk/questions")
LABELS = {"answer": "Câu trả lời"}


@router.get("")
async def questions(visit: DeskVisitor, state: str = "waiting") -> Response:
    found = await visit.ask("feedback", "list_questions", state=state)
    return visit.page("desk/questions.html", found=found, state=state, **await _topics(visit))


@router.get("/{question_id}")
async def question(question_id: str, visit: DeskVisitor) -> Response:
    return await _shown(visit, question_id)


@router.post("/{question_id}/take")
async def take(question_id: str, visit: DeskVisitor) -> Response:
    await visit.ask("feedback", "take_question", question_id=question_id)
    return done(f"/desk/questions/{question_id}", "question_taken")


@router.post("/{question_id}/answer")
async def answer(question_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "feedback", "answer_question", question_id=question_id, version=fields.integer("version"),
            answer=fields.text("answer"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _shown(visit, question_id, error, fields.text("answer"))
    return done("/desk/questions", "question_answered")


@router.post("/{question_id}/correction")
async def correct(question_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "feedback", "correct_answer", question_id=question_id, version=fields.integer("version"),
            answer=fields.text("answer"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _shown(visit, question_id, error, fields.text("answer"))
    return done(f"/desk/questions/{question_id}", "answer_corrected")


async def _shown(visit: Visit, question_id: str, error: AppError | None = None, typed: str | None = None) -> Response:
    """`typed`: what was refused stands in the field again; else what was answered, to be corrected."""
    row = await visit.ask("feedback", "read_question", question_id=question_id)
    answer = row["answer"] or "" if typed is None else typed
    parts = await visit.parts(asked=visit.ask("assistant", "handed_over_question", question_id=question_id))
    return visit.page(
        "desk/question.html", status=422 if error else 200, row=row, labels=LABELS, given={"answer": answer},
        errors=complaints(error, LABELS) if error else {}, **parts, **await _topics(visit),
    )  # fmt: skip


async def _topics(visit: Visit) -> dict[str, Any]:
    """Code → name; without the assistant the codes stand for themselves."""
    found = (await visit.parts(found=visit.ask("assistant", "hand_over_topics")))["found"]
    return {"topics": {topic["code"]: topic["name"] for topic in found.get("items", [])}}
