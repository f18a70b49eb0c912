"""Quy chế làm việc, at the desk: naming a document of the library, and how many have accepted it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError

HERE = "/desk/regulation"
EDITING = {"committee_editor"}
MOST_NAMED = 500
router = APIRouter(prefix=HERE)
LABELS = {"document": "Tài liệu", "document_id": "Tài liệu", "path": "Tổ chức"}


@router.get("")
async def regulations(visit: DeskVisitor, organisation: str = "") -> Response:
    return await _page(visit, organisation)


@router.post("")
async def name(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "content", "name_regulation", path=fields.text("path"), version=fields.integer("version"),
            document_id=fields.optional("document_id"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _page(visit, fields.text("path"), error)
    return done(HERE, "regulation_named")


@router.get("/{regulation_id}")
async def numbers(regulation_id: str, visit: DeskVisitor, under: str | None = None) -> Response:
    found = await visit.ask("content", "regulation_numbers", regulation_id=regulation_id, under=under or None)
    names = {place["path"]: place["name"] for place in await audiences(visit, BY_ROLE[HERE])}
    own = {office["path"] for office in visit.offices if office["role"] == "cell_secretary"}
    return visit.page("desk/regulation_numbers.html", found=found, names=names, own_cells=own)


@router.get("/{regulation_id}/people")
async def people(regulation_id: str, cell_path: str, visit: DeskVisitor) -> Response:
    found = await visit.ask("content", "regulation_people", regulation_id=regulation_id, cell_path=cell_path)
    ids = [row["member_id"] for row in found["items"]][:MOST_NAMED]
    known = (await visit.ask("identity", "names", member_ids=ids))["items"] if ids else {}
    states = {row["member_id"]: row["state"] for row in found["items"]}
    rows = [{"full_name": full_name, "state": states[member_id]} for member_id, full_name in known.items()]
    return visit.page("desk/regulation_people.html", found=found, rows=rows)


async def _page(visit: Visit, organisation: str, error: AppError | None = None) -> Response:
    """With an organisation: also the form that names its regulation."""
    mine = await audiences(visit, EDITING)
    chosen = organisation if organisation in {place["path"] for place in mine} else ""
    found = await visit.ask("content", "list_desk_regulations", path=chosen or None)
    candidates = await visit.ask("content", "chapter_candidates", audience=chosen) if chosen else {"items": []}
    names = {place["path"]: place["name"] for place in await audiences(visit, BY_ROLE[HERE])}
    return visit.page(
        "desk/regulation.html", status=422 if error else 200, found=found, names=names, audiences=mine, chosen=chosen,
        documents=[item for item in candidates["items"] if item["kind"] == "document"], given={"path": chosen},
        labels=LABELS, errors=complaints(error, LABELS) if error else {},
    )  # fmt: skip
