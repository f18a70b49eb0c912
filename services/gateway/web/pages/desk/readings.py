"""Cách đọc: how the province's own words are read aloud, tried by ear before it is kept, and taken back."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.media import sent_bytes
from services.gateway.web.forms import CORRECTABLE, Fields, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Conflict, NotFound, TooMany

router = APIRouter(prefix="/desk/readings")
LABELS = {"table": "Loại", "written": "Chữ viết", "spoken": "Cách đọc", "text": "Câu để nghe thử", "voice": "Giọng"}
TRIED = ("text", "voice", "table", "written", "spoken")


@router.get("")
async def readings(visit: DeskVisitor, search: str = "", table: str = "", written: str = "") -> Response:
    """`table` and `written`: the entry that the form begins with."""
    return await _page(visit, search=search, given={"table": table, "written": written, "text": written})


@router.get("/changes")
async def changes(visit: DeskVisitor, before: int | None = None) -> Response:
    return await _changes(visit, before)


@router.post("/changes/{number}/undo")
async def undo(number: int, visit: DeskVisitor) -> Response:
    try:
        await visit.ask("speech", "undo_reading", number=number)
    except (*CORRECTABLE, NotFound) as error:
        return await _changes(visit, None, error)
    return done("/desk/readings/changes", "reading_undone")


@router.get("/sound")
async def sound(request: Request, visit: DeskVisitor) -> Response:
    """The sentence, and the entry that is tried if there is one, as the query says. Some players ask for a part."""
    asked: dict[str, Any] = {name: request.query_params[name] for name in TRIED if request.query_params.get(name)}
    heard = await visit.ask("speech", "hear_reading", **asked)
    return sent_bytes(request, base64.b64decode(heard["audio"]))


@router.post("")
async def change(request: Request, visit: DeskVisitor) -> Response:
    """One form, two buttons: to hear it, or to keep it."""
    fields = await fields_of(request)
    given = fields.shown()
    try:
        fields.demand("written", "spoken")
        if fields.text("act") == "hear":
            return await _page(visit, given=given, heard=await _heard(visit, fields))
        await visit.ask("speech", "change_reading", was=fields.optional("was"), **_entry(fields))
    except (*CORRECTABLE, TooMany) as error:
        return await _page(visit, given=given, error=error)
    return done("/desk/readings", "reading_kept")


@router.post("/remove")
async def remove(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "speech", "change_reading", table=fields.text("table"), written=fields.text("written"),
            was=fields.optional("was"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _page(visit, error=error)
    return done("/desk/readings", "reading_removed")


@router.post("/rereading")
async def reread(visit: DeskVisitor) -> Response:
    try:
        await visit.ask("speech", "reread")
    except CORRECTABLE as error:
        return await _page(visit, error=error)
    return done("/desk/readings", "rereading_asked", at="rereading")


@router.post("/spell")
async def spell(request: Request, visit: DeskVisitor) -> Response:
    await visit.ask("speech", "spell_word", word=(await fields_of(request)).text("word"))
    return done("/desk/readings", "reading_spelled", at="proposed")


def _entry(fields: Fields) -> dict[str, Any]:
    return {name: fields.text(name) for name in ("table", "written", "spoken")}


async def _heard(visit: Visit, fields: Fields) -> dict[str, str]:
    """The words, and where the sound of them is fetched."""
    tried: dict[str, Any] = {
        "text": fields.text("text").strip() or fields.text("written"),
        "voice": fields.text("voice"),
        **_entry(fields),
    }
    answer = await visit.ask("speech", "hear_reading", sound=False, **tried)
    return {"spoken": answer["spoken"], "sound": f"/desk/readings/sound?{urlencode(tried)}"}


async def _page(
    visit: Visit,
    *,
    search: str = "",
    given: dict[str, Any] | None = None,
    heard: dict[str, str] | None = None,
    error: AppError | None = None,
) -> Response:
    found = await visit.ask("speech", "list_readings", search=search.strip() or None)
    parts = await visit.parts(rereading=visit.ask("speech", "rereading"))
    filled = {**(given or {})}
    own = {(item["table"], item["written"]): item["spoken"] for item in found["entries"]}
    current = own.get((filled.get("table"), filled.get("written")), "")
    if isinstance(error, Conflict):
        filled["was"] = current  # shown beside the form, so the next try is made knowing it
    filled.setdefault("was", current)
    filled.setdefault("spoken", current)
    return visit.page(
        "desk/readings.html", status=422 if error else 200, found=found, search=search, given=filled, heard=heard,
        current=current, labels=LABELS, errors=complaints(error, LABELS) if error else {}, **parts,
    )  # fmt: skip


async def _changes(visit: Visit, before: int | None, error: AppError | None = None) -> Response:
    found = await visit.ask("speech", "reading_history", before=before)
    names: dict[str, str] = {visit.caller.actor.member_id: "Đồng chí"}
    if any(item["made_by"] not in names for item in found["items"]):
        root = visit.caller.actor.cell_path.split("/", maxsplit=1)[0] + "/"
        roles = (await visit.parts(roles=visit.ask("identity", "list_roles", organisation_path=root)))["roles"]
        names = {**{role["member_id"]: role["full_name"] for role in roles.get("items", [])}, **names}
    return visit.page(
        "desk/reading_changes.html", status=422 if error else 200, found=found, names=names,
        errors={"": error.message} if error else {},
    )  # fmt: skip
