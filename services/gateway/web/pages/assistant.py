"""Trợ lý: a question answered from the documents with its source, or handed over to a person."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.visit import Visit, Visitor, done

router = APIRouter()
LABELS = {"question": "Câu hỏi"}
THINKING_SECONDS = 20.0


@router.get("/assistant")
async def assistant(visit: Visitor, question: str = "") -> Response:
    return await _shown(visit, given={"question": question})


@router.post("/assistant")
async def ask_assistant(request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("question")
        answer = await visit.ask(
            "assistant", "ask", within=THINKING_SECONDS,
            question=fields.text("question"), conversation_id=fields.optional("conversation_id"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _shown(visit, 422, given=fields.shown(), errors=complaints(error, LABELS))
    return await _shown(visit, asked=fields.text("question").strip(), answer=answer)


@router.post("/assistant/{question_id}/hand-over")
async def hand_over(question_id: str, visit: Visitor) -> Response:
    await visit.ask("assistant", "hand_over", question_id=question_id)
    return done("/assistant", "handed_over")


@router.post("/assistant/forget")
async def forget(visit: Visitor) -> Response:
    await visit.ask("assistant", "forget_my_questions")
    return done("/assistant", "forgotten")


async def _shown(visit: Visit, status: int = 200, **view: Any) -> Response:
    parts = await visit.parts(
        mine=visit.ask("feedback", "my_questions"), asked_before=visit.ask("assistant", "my_questions")
    )
    texts = {item["id"]: item["text"] for item in parts["asked_before"].get("items", [])}
    return visit.page("assistant.html", status=status, labels=LABELS, texts=texts, **parts, **view)
