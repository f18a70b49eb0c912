"""Đảng viên: the list of one organisation, and a one-time code for a member who stands in front of the secretary."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor

router = APIRouter(prefix="/desk/members")


@router.get("")
async def members(visit: DeskVisitor, organisation: str = "", search: str = "", cursor: str | None = None) -> Response:
    choices = await audiences(visit, BY_ROLE["/desk/members"])
    chosen = organisation or (choices[0]["path"] if choices else "")
    found: dict[str, Any] = {"items": [], "next_cursor": None}
    if chosen:
        found = await visit.ask(
            "identity", "list_members", organisation_path=chosen, search=search.strip() or None, cursor=cursor
        )
    return visit.page("desk/members.html", found=found, audiences=choices, chosen=chosen, search=search)


@router.post("/{member_id}/login-code")
async def login_code(member_id: str, visit: DeskVisitor) -> Response:
    """Shown once and not redirected: the code must not lie in an address."""
    code = await visit.ask("identity", "issue_login_code", member_id=member_id)
    parts = await visit.parts(names=visit.ask("identity", "names", member_ids=[member_id]))
    name = parts["names"].get("items", {}).get(member_id)
    return visit.page("desk/login_code.html", code=code, name=name)
