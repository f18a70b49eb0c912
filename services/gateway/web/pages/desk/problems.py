"""Rà soát hồ sơ: what is missing, contradicts itself or is there twice; corrected, asked, set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.web.forms import CORRECTABLE, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.record_forms import as_typed, typed
from services.gateway.web.visit import DeskVisitor, Visit
from shared.errors import AppError, Forbidden, NotFound

router = APIRouter(prefix="/desk/problems")
STATES = ("open", "asked", "set_aside")


@dataclass(frozen=True)
class Shown:
    """Which part of the list: it stays so after a decision."""

    organisation: str
    state: str
    code: str

    @property
    def query(self) -> str:
        return urlencode({"organisation": self.organisation, "state": self.state, "code": self.code})


def shown(organisation: str = "", state: str = "open", code: str = "") -> Shown:
    return Shown(organisation, state if state in STATES else "open", code)


Part = Annotated[Shown, Depends(shown)]


@router.get("")
async def problems(visit: DeskVisitor, part: Part, cursor: str | None = None) -> Response:
    return await _page(visit, part, cursor)


@router.post("/{problem_id}")
async def decide(problem_id: str, request: Request, visit: DeskVisitor, part: Part) -> Response:
    fields = await fields_of(request)
    decision = fields.text("decision")
    try:
        changes = typed(fields, _as_drawn(fields.shown())) if decision == "correct" else {}
        decided = await visit.ask(
            "identity", "decide_problem", problem_id=problem_id, decision=decision, version=fields.integer("version"),
            changes=changes, reason=fields.text("reason"),
        )  # fmt: skip
    except (*CORRECTABLE, Forbidden, NotFound) as error:
        return await _page(visit, part, None, error)
    told = {"correct": "problem_gone" if decided["gone"] else "problem_stays", "ask": "problem_asked"}
    return RedirectResponse(f"/desk/problems?{part.query}&done={told.get(decision, 'problem_decided')}", 303)


def _as_drawn(given: dict[str, Any]) -> list[dict[str, Any]]:
    """The form says beside each input what is stored: only what differs from that is sent on."""
    return [
        {"name": name.removeprefix("was-"), "kind": "", "value": value}
        for name, value in given.items()
        if name.startswith("was-")
    ]


async def _page(visit: Visit, part: Shown, cursor: str | None, error: AppError | None = None) -> Response:
    choices = await audiences(visit, BY_ROLE["/desk/members"])
    chosen = part.organisation or (choices[0]["path"] if choices else "")
    found: dict[str, Any] = {"items": [], "counts": {}, "next_cursor": None}
    if chosen:
        found = await visit.ask(
            "identity", "list_problems", organisation_path=chosen, state=part.state, code=part.code or None,
            cursor=cursor,
        )  # fmt: skip
    for item in found["items"]:
        for field in item["fields"]:
            field["was"] = as_typed(field)
            field["typed"] = as_typed({**field, "value": item["proposed"].get(field["name"], field["value"])})
    sentences = [error.message, *error.details.values()] if error else []
    return visit.page(
        "desk/problems.html", status=422 if error else 200, found=found, audiences=choices, chosen=chosen,
        state=part.state, code=part.code, errors={"": " ".join(dict.fromkeys(sentences))} if error else {},
    )  # fmt: skip
