"""Chất lượng trả lời: how well the golden set is answered over time; the thresholds, switched after a comparison."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Invalid, NotFound

HERE = "/desk/answer-quality"
router = APIRouter(prefix=HERE)
LABELS = {"golden": "Tệp câu hỏi mẫu", "thresholds": "Tệp ngưỡng trả lời"}
COMPARING_SECONDS = 20.0


@router.get("")
async def answers(visit: DeskVisitor) -> Response:
    return await _shown(visit)


@router.post("/golden")
async def put_golden(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("assistant", "put_golden_questions", content=_text_of(fields, "golden"))
    except CORRECTABLE as error:
        return await _shown(visit, error, "golden")
    return done(HERE, "golden_put")


@router.post("/policies")
async def add_policy(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        added = await visit.ask("assistant", "add_policy", content=_text_of(fields, "thresholds"))
    except CORRECTABLE as error:
        return await _shown(visit, error, "thresholds")
    return done(f"{HERE}/policies/{added['version']}", "policy_added")


@router.get("/policies/{version}")
async def comparison(version: str, visit: DeskVisitor) -> Response:
    return await _compared(visit, version)


@router.post("/policies/{version}")
async def switch(version: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask("assistant", "switch_policy", version=version, was=fields.text("was"))
    except CORRECTABLE as error:
        return await _compared(visit, version, error)
    return done(HERE, "policy_switched")


def _text_of(fields: Fields, name: str) -> str:
    try:
        return fields.file(name).content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(details={name: "Tệp phải là văn bản UTF-8."}) from None


async def _shown(visit: Visit, error: AppError | None = None, field: str = "") -> Response:
    """What the service says of the `content` is told beside the file that it came from."""
    found = await visit.ask("assistant", "answer_quality")
    errors = {}
    if error:
        said = error.details.get("content") or error.details.get(field)
        errors = {field: said or error.message}
    return visit.page(
        "desk/answer_quality.html", status=422 if error else 200, found=found, measures=found["measures"][::-1],
        labels=LABELS, errors=errors,
    )  # fmt: skip


async def _compared(visit: Visit, version: str, error: AppError | None = None) -> Response:
    try:
        found = await visit.ask("assistant", "compare_policies", within=COMPARING_SECONDS, version=version)
    except NotFound as missing:
        return await _shown(visit, missing, "golden")
    return visit.page(
        "desk/answer_quality_comparison.html", status=422 if error else 200, found=found, labels={},
        errors=complaints(error, {}) if error else {},
    )  # fmt: skip
