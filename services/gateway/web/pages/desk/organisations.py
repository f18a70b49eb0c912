"""Tổ chức: the tree, one organisation with its history, and decisions: filled in, looked at, carried out."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Invalid, NotFound

router = APIRouter(prefix="/desk/organisations")
LABELS = {
    "effective_on": "Có hiệu lực từ ngày", "number": "Số quyết định", "signed_on": "Ngày ký",
    "issued_by": "Nơi ban hành", "name": "Tên tổ chức", "organisation_id": "Mã tổ chức",
    "other_id": "Tổ chức", "kind": "Loại tổ chức",
    "member_ids": "Đảng viên", "address": "Địa chỉ", "phone": "Điện thoại", "email": "Thư điện tử", "on": "Ngày xem",
}  # fmt: skip
OF_NEW = {"found", "split"}
WITH_OTHER = {"move", "merge"}
CHANGES = ("rename", "move", "merge", "split", "found", "dissolve")


@router.get("")
async def tree(visit: DeskVisitor, on: str = "") -> Response:
    errors: dict[str, str] = {}
    try:
        found = await visit.ask("identity", "organisation_tree", on=on or None)
    except Invalid:
        errors = {"on": "Ngày viết dạng ngày/tháng/năm, ví dụ 03/02/2026."}
        found = await visit.ask("identity", "organisation_tree")
    view = {"found": found, "top": _nested(found["nodes"]), "labels": LABELS, "errors": errors, "given": {"on": on}}
    return visit.page("desk/organisations.html", status=422 if errors else 200, **view)


@router.get("/{organisation_id}")
async def organisation(organisation_id: str, visit: DeskVisitor) -> Response:
    return await _shown(visit, organisation_id)


@router.post("/{organisation_id}/contacts")
async def contacts(organisation_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    told: dict[str, Any] = {name: fields.text(name) for name in ("address", "phone", "email")}
    try:
        await visit.ask("identity", "note_organisation_contacts", organisation_id=organisation_id, **told)
    except CORRECTABLE as error:
        return await _shown(visit, organisation_id, error, fields.shown())
    return done(f"/desk/organisations/{organisation_id}", "organisation_contacts_noted")


@router.post("/{organisation_id}/changes/{change_id}/withdraw")
async def withdraw(organisation_id: str, change_id: str, visit: DeskVisitor) -> Response:
    await visit.ask("identity", "withdraw_organisation_change", change_id=change_id)
    return done(f"/desk/organisations/{organisation_id}", "organisation_change_withdrawn")


@router.get("/{organisation_id}/{change}")
async def form(organisation_id: str, change: str, visit: DeskVisitor) -> Response:
    return await _form(visit, organisation_id, _known(change))


@router.post("/{organisation_id}/{change}")
async def decide(organisation_id: str, change: str, request: Request, visit: DeskVisitor) -> Response:
    """First the page of what follows; only what was seen there is carried out."""
    fields = await fields_of(request)
    try:
        fields.demand("number", "signed_on", "issued_by", "effective_on")
        wish = _wish(organisation_id, _known(change), fields)
        seen = _mark_of(wish)
        if fields.text("confirmed") != seen:
            preview = await visit.ask("identity", "preview_organisation_change", **wish)
            preview["mark"] = seen
            return await _form(visit, organisation_id, change, given=fields.shown(), preview=preview, fields=fields)
        answer = await visit.ask("identity", "change_organisation", **wish)
    except CORRECTABLE as error:
        return await _form(visit, organisation_id, change, error=error, given=fields.shown(), fields=fields)
    where = wish["organisation_id"] if answer["state"] == "done" else organisation_id
    return done(f"/desk/organisations/{where}", f"organisation_change_{answer['state']}")


def _mark_of(wish: dict[str, Any]) -> str:
    """What is changed after the preview is looked at again first."""
    return hashlib.sha256(json.dumps(wish, sort_keys=True).encode()).hexdigest()


def _known(change: str) -> str:
    if change not in CHANGES:
        raise NotFound
    return change


def _wish(organisation_id: str, change: str, fields: Fields) -> dict[str, Any]:
    new = change in OF_NEW
    other = organisation_id if new else fields.text("other_id").rstrip("/").rpartition("/")[2]
    return {
        "change": change,
        "organisation_id": fields.text("organisation_id") if new else organisation_id,
        "other_id": other if new or change in WITH_OTHER else "",
        "name": fields.text("name"),
        "kind": fields.optional("kind"),
        "member_ids": fields.lines("member_ids"),
        "reason": fields.text("reason"),
        **{name: fields.text(name) for name in ("number", "signed_on", "issued_by", "effective_on")},
    }


async def _form(
    visit: Visit, organisation_id: str, change: str, *, error: AppError | None = None,
    given: dict[str, Any] | None = None, preview: dict[str, Any] | None = None, fields: Fields | None = None,
) -> Response:  # fmt: skip
    one = await visit.ask("identity", "read_organisation", organisation_id=organisation_id)
    places = await audiences(visit, BY_ROLE["/desk/organisations"]) if change in WITH_OTHER else []
    people = []
    if change == "split":
        people = (await visit.ask("identity", "list_members", organisation_path=one["path"]))["items"]
    view = {"one": one, "change": change, "places": places, "people": people, "preview": preview, "given": given or {}}
    chosen = set(fields.lines("member_ids")) if fields else set()
    errors = complaints(error, LABELS) if error else {}
    status = 422 if error else 200
    return visit.page(
        "desk/organisation_change.html", status=status, labels=LABELS, errors=errors, chosen=chosen, **view
    )


async def _shown(
    visit: Visit, organisation_id: str, error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    one = await visit.ask("identity", "read_organisation", organisation_id=organisation_id)
    errors = complaints(error, LABELS) if error else {}
    shown = given if given is not None else {name: one[name] or "" for name in ("address", "phone", "email")}
    status = 422 if error else 200
    return visit.page("desk/organisation.html", status=status, one=one, labels=LABELS, errors=errors, given=shown)


def _nested(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each with its `children`; what hangs on nothing shown stands at the top."""
    by_id = {node["id"]: {**node, "children": []} for node in nodes}
    top: list[dict[str, Any]] = []
    for node in by_id.values():
        above = by_id.get(node["parent_id"] or "")
        (above["children"] if above else top).append(node)
    return top
