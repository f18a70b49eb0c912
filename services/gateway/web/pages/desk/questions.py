"""Câu hỏi: what members asked and the documents did not answer. The text is fetched from the assistant's store."""

from __future__ import annotations

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
    return visit.page("desk/questions.html", found=found, state=state)


@router.get("/{question_id}")
async def question(question_id: str, visit: DeskVisitor, version: int = 0) -> Response:
    return await _shown(visit, question_id, str(version))


@router.post("/{question_id}/answer")
async def answer(question_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "feedback", "answer_question", question_id=question_id, version=fields.integer("version"),
            answer=fields.text("answer"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _shown(visit, question_id, fields.text("version"), error, fields.text("answer"))
    return done("/desk/questions", "question_answered")


async def _shown(
    visit: Visit, question_id: str, version: str, error: AppError | None = None, typed: str = ""
) -> Response:
    parts = await visit.parts(asked=visit.ask("assistant", "handed_over_question", question_id=question_id))
    return visit.page(
        "desk/question.html", status=422 if error else 200, question_id=question_id, version=version, labels=LABELS,
        given={"answer": typed}, errors=complaints(error, LABELS) if error else {}, **parts,
    )  # fmt: skip
