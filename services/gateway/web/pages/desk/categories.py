"""Chuyên mục: the province's categories, added, renamed, put in order and retired."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, NotFound

router = APIRouter(prefix="/desk/categories")
LABELS = {"name": "Tên chuyên mục", "summary": "Giới thiệu", "uses": "Hiện ở đâu"}
HERE = "/desk/categories"


@router.get("")
async def categories(visit: DeskVisitor) -> Response:
    return await _page(visit)


@router.post("")
async def add(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("name")
        made = await visit.ask("content", "add_category", **_texts(fields))
    except CORRECTABLE as error:
        return await _page(visit, error, _texts(fields))
    return done(HERE, "category_saved", at=f"category-{made['id']}")


@router.get("/{category_id}")
async def edit(category_id: str, visit: DeskVisitor) -> Response:
    return await _edit(visit, category_id)


@router.post("/{category_id}")
async def change(category_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("name")
        await visit.ask(
            "content", "change_category", category_id=category_id, version=fields.integer("version"), **_texts(fields)
        )
    except CORRECTABLE as error:
        return await _edit(visit, category_id, error, _texts(fields))
    return done(HERE, "category_saved", at=f"category-{category_id}")


@router.post("/{category_id}/move")
async def move(category_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "content", "move_category", category_id=category_id, version=fields.integer("version"), to=fields.text("to")
        )
    except CORRECTABLE as error:
        return await _page(visit, error)
    return done(HERE, "category_moved", at=f"category-{category_id}")


@router.post("/{category_id}/retire")
async def retire(category_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    retired = fields.text("retired") == "yes"
    try:
        await visit.ask(
            "content", "retire_category", category_id=category_id, version=fields.integer("version"), retired=retired
        )
    except CORRECTABLE as error:
        return await _edit(visit, category_id, error)
    return done(HERE, "category_retired" if retired else "category_saved")


def _texts(fields: Fields) -> dict[str, Any]:
    return {"name": fields.text("name"), "summary": fields.text("summary"), "uses": fields.lines("uses")}


async def _page(visit: Visit, error: AppError | None = None, given: dict[str, Any] | None = None) -> Response:
    found = await visit.ask("content", "list_desk_categories")
    names = await _names(visit, found["items"])
    return visit.page(
        "desk/categories.html", status=422 if error else 200, names=names, labels=LABELS,
        used=[each for each in found["items"] if not each["retired"]],
        retired=[each for each in found["items"] if each["retired"]],
        given=given or {"uses": ["menu"]}, errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip


async def _edit(
    visit: Visit, category_id: str, error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    found = await visit.ask("content", "list_desk_categories")
    category = next((each for each in found["items"] if each["id"] == category_id), None)
    if category is None:
        raise NotFound
    return visit.page(
        "desk/category.html", status=422 if error else 200, category=category, given={**category, **(given or {})},
        names=await _names(visit, [category]), labels=LABELS, errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip


async def _names(visit: Visit, rows: list[dict[str, Any]]) -> dict[str, str]:
    ids = sorted({row["changed_by"] for row in rows if row["changed_by"]})
    if not ids:
        return {}
    parts = await visit.parts(names=visit.ask("identity", "names", member_ids=ids))
    names: dict[str, str] = parts["names"].get("items", {})
    return names
