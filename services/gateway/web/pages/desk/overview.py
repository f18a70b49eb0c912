"""Tổng quan: what an officer has to do today, by the roles held."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.category_words import for_use
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.visit import DeskVisitor

router = APIRouter()


@router.get("/desk")
async def overview(visit: DeskVisitor) -> Response:
    ask, roles = visit.ask, visit.caller.roles
    asked: dict[str, Awaitable[Any]] = {}
    if roles & BY_ROLE["/desk/meetings"]:
        asked["meetings"] = ask("meetings", "my_meetings", upcoming=True)
    if roles & BY_ROLE["/desk/articles"]:
        asked["articles"] = ask("content", "list_desk_articles", state="draft")
        asked["reviews"] = ask("content", "list_desk_articles", state="in_review")
    if roles & BY_ROLE["/desk/questions"]:
        asked["questions"] = ask("feedback", "list_questions", state="waiting")
    if "committee_editor" in roles:
        asked["gaps"] = ask("assistant", "list_gaps")
    asked["categories"] = ask("content", "list_categories")
    parts = await visit.parts(**asked)
    office = for_use(parts.pop("categories").get("items", []), "office")
    return visit.page("desk/overview.html", parts=parts, office=office)
