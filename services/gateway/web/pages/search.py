"""Tìm kiếm: one search over everything the member may see, with filters; works by its address alone."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.category_words import names_of
from services.gateway.web.search_form import SearchForm
from services.gateway.web.visit import Visitor

router = APIRouter()


@router.get("/search")
async def search(visit: Visitor, cursor: str | None = None) -> Response:
    form = SearchForm.of(visit.request.query_params)
    found, names = None, {}
    if form.search or form.filtered or cursor:
        found = await visit.ask("content", "search", **form.question(cursor))
        known = await visit.parts(categories=visit.ask("content", "list_categories"))
        names = names_of(known["categories"].get("items", []))
    return visit.page("search.html", form=form, found=found, first=cursor is None, category_names=names)
