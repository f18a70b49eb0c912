"""Câu trả lời chung: what an officer answered one member, written for everybody and released by an editor."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done

HERE = "/desk/answers"
router = APIRouter(prefix=HERE)
LABELS = {
    "question": "Câu hỏi chung",
    "answer": "Câu trả lời",
    "topic": "Chủ đề",
    "issuer": "Cấp ủy trả lời",
    "audience": "Ai được đọc",
    "reason": "Lý do",
}


@router.get("")
async def answers(visit: DeskVisitor) -> Response:
    return await _list(visit)


@router.get("/new")
async def new(visit: DeskVisitor, question_id: str, version: int = 0) -> Response:
    return await _form(visit, question_id, str(version))


@router.post("/new")
async def propose(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("question", "answer", "topic", "issuer")
        await visit.ask(
            "feedback", "propose_release", question_id=fields.text("question_id"), version=fields.integer("version"),
            question=fields.text("question"), answer=fields.text("answer"), topic=fields.text("topic"),
            issuer=fields.text("issuer"), audience=fields.text("audience"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _form(
            visit, fields.text("question_id"), fields.text("version"), 422,
            given=fields.shown(), errors=complaints(error, LABELS),
        )  # fmt: skip
    return done(HERE, "release_proposed")


@router.post("/{answer_id}/release")
async def release(answer_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    await visit.ask("feedback", "release_answer", answer_id=answer_id, version=fields.integer("version"))
    return done(HERE, "answer_released")


@router.post("/{answer_id}/withdraw")
async def withdraw(answer_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("reason")
        await visit.ask(
            "feedback", "withdraw_release", answer_id=answer_id, version=fields.integer("version"),
            reason=fields.text("reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _list(visit, 422, errors=complaints(error, LABELS))
    return done(HERE, "release_withdrawn")


async def _list(visit: Visit, status: int = 200, **view: Any) -> Response:
    parts = await visit.parts(
        found=visit.ask("feedback", "list_releases"), answered=visit.ask("feedback", "list_questions", state="answered")
    )
    items = parts["found"].get("items", [])
    taken = {item["question_id"] for item in items}
    free = [item for item in parts["answered"].get("items", []) if item["id"] not in taken]
    return visit.page(
        "desk/released_answers.html", status=status, labels=LABELS, items=items, free=free, **parts, **view
    )


async def _form(visit: Visit, question_id: str, version: str, status: int = 200, **view: Any) -> Response:
    return visit.page(
        "desk/released_answer_new.html", status=status, labels=LABELS, question_id=question_id, version=version,
        audiences=await audiences(visit, {"committee_officer"}), **view,
    )  # fmt: skip
