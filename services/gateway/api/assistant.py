"""Questions answered from the documents: `assistant`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(prefix="/assistant", tags=["assistant"])
SERVICE = "assistant"
THINKING_SECONDS = 20.0


class AskedQuestion(Body):
    question: str
    conversation_id: str | None = None


class HandedOver(Body):
    """`topic`: one of `/assistant/topics`; none, and the question's own words decide."""

    topic: str | None = None


@router.post("/questions", status_code=201)
async def ask_assistant(body: AskedQuestion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "ask", within=THINKING_SECONDS, **body.fields())


@router.post("/questions/{question_id}/hand-over")
async def hand_over(question_id: str, ask: Ask, body: HandedOver | None = None, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "hand_over", question_id=question_id, topic=body.topic if body else None)


@router.get("/questions")
async def my_questions(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_questions")


@router.delete("/questions")
async def forget_my_questions(ask: Ask) -> Answer:
    return await ask(SERVICE, "forget_my_questions")


@router.get("/questions/{question_id}")
async def handed_over_question(question_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "handed_over_question", question_id=question_id)


@router.get("/topics")
async def hand_over_topics(ask: Ask) -> Answer:
    return await ask(SERVICE, "hand_over_topics")


@router.get("/examples")
async def example_questions(ask: Ask) -> Answer:
    return await ask(SERVICE, "example_questions")


@router.get("/conversations")
async def my_conversations(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_conversations")


@router.get("/conversations/{conversation_id}")
async def my_conversation(conversation_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "my_conversation", conversation_id=conversation_id)


@router.delete("/conversations/{conversation_id}")
async def forget_conversation(conversation_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "forget_conversation", conversation_id=conversation_id)
