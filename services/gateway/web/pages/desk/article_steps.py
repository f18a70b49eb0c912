"""Tin bài: the way of a text over the review to its readers, its history, and two of its texts beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, fields_of
from services.gateway.web.pages.desk.articles import form_of
from services.gateway.web.visit import DeskVisitor, Part, Visit, done
from shared.errors import AppError, Forbidden, Invalid

router = APIRouter(prefix="/desk/articles/{article_id}")
NAMES_AT_ONCE = 500


@router.post("/submit")
async def submit(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _step(visit, request, article_id, "submit_article", told="article_submitted")


@router.post("/approve")
async def approve(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _step(visit, request, article_id, "approve_article", told="article_approved")


@router.post("/return")
async def send_back(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _step(visit, request, article_id, "return_article", told="article_returned", field="return_reason")


@router.post("/publish")
async def publish(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _step(visit, request, article_id, "publish_article", told="article_published")


@router.post("/schedule")
async def schedule(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _step(visit, request, article_id, "schedule_article", told="article_scheduled", field="publish_day")


@router.post("/unschedule")
async def unschedule(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    return await _step(visit, request, article_id, "unschedule_article", told="article_unscheduled")


@router.get("/history")
async def history(article_id: str, visit: DeskVisitor) -> Response:
    found = await visit.ask("content", "article_history", article_id=article_id)
    people = {row["by"] for row in (*found["steps"], *found["texts"]) if row["by"]}
    names = await _names(visit, people)
    return visit.page("desk/article_history.html", article_id=article_id, found=found, names=names)


@router.get("/compare")
async def compare(article_id: str, visit: DeskVisitor, older: int, newer: int) -> Response:
    seen = await visit.ask("content", "compare_texts", article_id=article_id, older=older, newer=newer)
    names = await _names(visit, {seen["older"]["by"], seen["newer"]["by"]})
    return visit.page("desk/article_compare.html", article_id=article_id, seen=seen, names=names)


async def _step(
    visit: Visit, request: Request, article_id: str, method: str, *, told: str, field: str = ""
) -> Response:
    """`field`: what the step needs beside the version."""
    fields = await fields_of(request)
    more: dict[str, Any] = {}
    try:
        if field == "return_reason":
            more["reason"] = fields.text("return_reason")
        if field == "publish_day":
            more["publish_at"] = fields.local_time("publish_day", "publish_clock")
        await visit.ask("content", method, article_id=article_id, version=fields.integer("version"), **more)
    except (*CORRECTABLE, Forbidden) as error:
        typed = {name: value for name, value in fields.shown().items() if name != "version"}
        return await form_of(visit, article_id, _beside(field, error), typed)
    return done(f"/desk/articles/{article_id}", told)


def _beside(field: str, error: AppError) -> AppError:
    """The service's own field has another name than the form's."""
    if not field or not error.details:
        return error
    return Invalid(error.message, details={field: next(iter(error.details.values()))})


async def _names(visit: Visit, people: Iterable[str]) -> Part:
    ids = sorted(people)[:NAMES_AT_ONCE]
    parts = await visit.parts(names=visit.ask("identity", "names", member_ids=ids))
    return Part(parts["names"].get("items", {}))
