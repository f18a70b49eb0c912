"""Trợ lý: a conversation. A question is answered from the documents with its source, or handed over to a person, whose
answer comes into the same conversation."""

from __future__ import annotations

import base64
from typing import Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.media import AudioNotFound, sent_bytes
from services.gateway.web.conversations import aloud, became, persons
from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.portions import portions
from services.gateway.web.visit import Visit, Visitor, done
from services.gateway.web.words import UNHELPFUL_REASONS
from shared.errors import AppError, NotFound

router = APIRouter(prefix="/assistant")
LABELS = {"question": "Câu hỏi", "topic": "Lĩnh vực", "reason": "Vì sao chưa hữu ích", "text": "Nói rõ hơn"}
THINKING_SECONDS = 20.0
LISTED = 20


@router.get("")
async def assistant(visit: Visitor, question: str = "") -> Response:
    return await _new(visit, given={"question": question})


@router.post("")
async def ask_first(request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        return await _asked(visit, fields)
    except CORRECTABLE as error:
        return await _new(visit, error, fields.shown())


@router.post("/forget")
async def forget(visit: Visitor) -> Response:
    await visit.ask("assistant", "forget_my_questions")
    return done("/assistant", "forgotten")


@router.get("/questions/{question_id}")
async def question(question_id: str, visit: Visitor) -> Response:
    """Where a notice leads: the conversation, at that question; of one that is gone, the list."""
    try:
        turn = await visit.ask("assistant", "my_turn", question_id=question_id)
    except NotFound:
        return RedirectResponse("/assistant#mine", 303)
    return RedirectResponse(f"/assistant/{turn['conversation_id']}#q-{question_id}", 303)


@router.post("/questions/{question_id}/hand-over")
async def hand_over(question_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    turn = await visit.ask("assistant", "my_turn", question_id=question_id)
    try:
        await visit.ask("assistant", "hand_over", question_id=question_id, topic=fields.optional("topic"))
    except CORRECTABLE as error:
        return await _conversation(visit, turn["conversation_id"], error, about=question_id)
    return done(f"/assistant/{turn['conversation_id']}", "handed_over", at=f"q-{question_id}")


@router.post("/questions/{question_id}/rating")
async def rate(question_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    turn = await visit.ask("assistant", "my_turn", question_id=question_id)
    helped = fields.text("helpful") == "yes"
    said: dict[str, Any] = {} if helped else {"reason": fields.optional("reason"), "text": fields.text("text")}
    try:
        await visit.ask("assistant", "rate_answer", question_id=question_id, helpful=helped, **said)
    except CORRECTABLE as error:
        return await _conversation(
            visit, turn["conversation_id"], error, {"text": fields.text("text")}, about=question_id
        )
    return done(f"/assistant/{turn['conversation_id']}", "rated", at=f"q-{question_id}")


@router.get("/questions/{question_id}/sound/{whose}/{portion}")
async def sound(
    *, question_id: str, whose: Literal["assistant", "person"], portion: int, request: Request, visit: Visitor
) -> Response:
    """The answer said aloud, made while it is waited for and kept nowhere."""
    turn = await visit.ask("assistant", "my_turn", question_id=question_id)
    said = aloud(turn["answer"]) if whose == "assistant" else await _said_by_a_person(visit, turn)
    if not 0 <= portion < len(said):
        raise AudioNotFound
    heard = await visit.ask("speech", "hear_text", within=THINKING_SECONDS, text=said[portion])
    return sent_bytes(request, base64.b64decode(heard["audio"]))


@router.get("/{conversation_id}")
async def conversation(conversation_id: str, visit: Visitor) -> Response:
    return await _conversation(visit, conversation_id)


@router.post("/{conversation_id}")
async def ask_on(conversation_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    try:
        return await _asked(visit, fields, conversation_id)
    except CORRECTABLE as error:
        return await _conversation(visit, conversation_id, error, fields.shown())


@router.post("/{conversation_id}/forget")
async def forget_conversation(conversation_id: str, visit: Visitor) -> Response:
    await visit.ask("assistant", "forget_conversation", conversation_id=conversation_id)
    return done("/assistant", "conversation_forgotten")


async def _asked(visit: Visit, fields: Fields, conversation_id: str | None = None) -> Response:
    fields.demand("question")
    answer = await visit.ask(
        "assistant", "ask", within=THINKING_SECONDS,
        question=fields.text("question"), conversation_id=conversation_id,
    )  # fmt: skip
    # To the answer, not to the question: on a phone a long question would leave it below the edge.
    return RedirectResponse(f"/assistant/{answer['conversation_id']}#a-{answer['id']}", 303)


async def _said_by_a_person(visit: Visit, turn: dict[str, Any]) -> list[str]:
    told = (await persons(visit, [turn])).get(turn["id"])
    return portions(told.answer) if told else []


async def _new(visit: Visit, error: AppError | None = None, given: dict[str, Any] | None = None) -> Response:
    parts = await visit.parts(
        mine=visit.ask("assistant", "my_conversations"),
        examples=visit.ask("assistant", "example_questions"),
        told=visit.ask("feedback", "my_questions"),
    )
    states = {item["id"]: item["state"] for item in parts["told"].get("items", [])}
    rows = [
        {**row, "questions": [{**asked, "became": became(asked, states)} for asked in row["questions"]]}
        for row in parts["mine"].get("items", [])[:LISTED]
    ]
    return visit.page("assistant.html", rows=rows, **_about(error, given), **parts)


async def _conversation(
    visit: Visit,
    conversation_id: str,
    error: AppError | None = None,
    given: dict[str, Any] | None = None,
    about: str = "",
) -> Response:
    """`about`: the question whose form was refused."""
    shown = await visit.ask("assistant", "my_conversation", conversation_id=conversation_id)
    told = await persons(visit, shown["turns"])
    return visit.page(
        "conversation.html", shown=shown, persons=told, aloud=aloud, portions=portions, reasons=UNHELPFUL_REASONS,
        erring=about, **_about(error, given),
    )  # fmt: skip


def _about(error: AppError | None, given: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "status": 422 if error else 200,
        "labels": LABELS,
        "given": given or {},
        "errors": complaints(error, LABELS) if error else {},
    }
