"""Questions answered from the documents: `assistant`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Day, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(prefix="/assistant", tags=["assistant"])
SERVICE = "assistant"
THINKING_SECONDS = 20.0


class AskedQuestion(Body):
    question: str
    conversation_id: str | None = None
    as_of: Day | None = None


@router.post("/questions", status_code=201)
async def ask_assistant(body: AskedQuestion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "ask", within=THINKING_SECONDS, **body.fields())


@router.post("/questions/{question_id}/hand-over")
async def hand_over(question_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "hand_over", question_id=question_id)


@router.get("/questions")
async def my_questions(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_questions")


@router.delete("/questions")
async def forget_my_questions(ask: Ask) -> Answer:
    return await ask(SERVICE, "forget_my_questions")


@router.get("/questions/{question_id}")
async def handed_over_question(question_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "handed_over_question", question_id=question_id)
