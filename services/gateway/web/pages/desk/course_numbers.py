"""Học tập, at the desk: how far the members are, in numbers; names only for the cell's own secretary."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor

router = APIRouter(prefix="/desk/study/{course_id}")
LEADING = {"cell_secretary", "committee_editor", "committee_officer", "administrator"}


@router.get("/numbers")
async def numbers(course_id: str, visit: DeskVisitor, under: str | None = None) -> Response:
    found = await visit.ask("content", "course_numbers", course_id=course_id, under=under or None)
    places = {place["path"]: place["name"] for place in await audiences(visit, LEADING)}
    own = {office["path"] for office in visit.offices if office["role"] == "cell_secretary"}
    return visit.page("desk/course_numbers.html", found=found, names=places, own_cells=own)


@router.get("/people")
async def people(course_id: str, cell_path: str, visit: DeskVisitor) -> Response:
    found = await visit.ask("content", "course_people", course_id=course_id, cell_path=cell_path)
    ids = [row["member_id"] for row in found["items"]][:500]
    names = (await visit.ask("identity", "names", member_ids=ids))["items"] if ids else {}
    states = {row["member_id"]: row for row in found["items"]}
    rows = [{**states[member_id], "full_name": name} for member_id, name in names.items()]
    return visit.page("desk/course_people.html", found=found, rows=rows)
