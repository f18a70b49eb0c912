"""Thông báo, chỉ đạo, at the desk: sending, correcting, taking back; how many read; names for the own cell only."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.navigation import BY_ROLE
from services.gateway.web.pages.desk.audiences import audiences
from services.gateway.web.visit import DeskVisitor, Visit, done
from shared.errors import AppError, Forbidden

HERE = "/desk/directives"
SENDING = {"committee_editor", "cell_secretary"}
MOST_NAMED = 500
router = APIRouter(prefix=HERE)
LABELS = {
    "kind": "Loại",
    "title": "Tiêu đề",
    "text": "Nội dung",
    "audience": "Gửi tới",
    "for_whom": "Người nhận",
    "deadline": "Hạn xác nhận",
    "reason": "Lý do đính chính",
    "withdrawal_reason": "Lý do thu hồi",
}


@router.get("")
async def directives(visit: DeskVisitor, cursor: str | None = None) -> Response:
    found = await visit.ask("content", "list_desk_notices", cursor=cursor)
    return visit.page("desk/directives.html", found=found, may_send=bool(_speakers(visit)))


@router.get("/new")
async def new(visit: DeskVisitor) -> Response:
    return await _form(visit, {"kind": "notice", "for_whom": "members", "acknowledge": "1"})


@router.post("")
async def send(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("title", "text")
        audience, asks = fields.text("audience"), fields.text("acknowledge") == "1"
        speaker = _speaker(visit, audience)
        sent = await visit.ask(
            "content", "send_notice", kind=fields.text("kind"), title=fields.text("title"), text=fields.text("text"),
            from_path=speaker["path"], issuer=speaker["organisation_name"], audience=audience, acknowledge=asks,
            roles=["cell_secretary"] if fields.text("for_whom") == "cell_secretary" else [],
            deadline=fields.optional("deadline") if asks else None,
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _form(visit, fields.shown(), error)
    return done(f"{HERE}/{sent['id']}", "directive_sent")


@router.get("/{notice_id}")
async def directive(notice_id: str, visit: DeskVisitor, under: str | None = None) -> Response:
    return await _page(visit, notice_id, under)


@router.post("/{notice_id}/correct")
async def correct(notice_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("title", "text", "reason")
        await visit.ask(
            "content", "correct_notice", notice_id=notice_id, version=fields.integer("version"),
            title=fields.text("title"), text=fields.text("text"), reason=fields.text("reason"),
            deadline=fields.optional("deadline"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _page(visit, notice_id, None, error, fields.shown())
    return done(f"{HERE}/{notice_id}", "directive_corrected")


@router.post("/{notice_id}/withdraw")
async def withdraw(notice_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("withdrawal_reason")
        await visit.ask(
            "content", "withdraw_notice", notice_id=notice_id, version=fields.integer("version"),
            reason=fields.text("withdrawal_reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _page(visit, notice_id, None, error, fields.shown())
    return done(f"{HERE}/{notice_id}", "directive_withdrawn")


@router.get("/{notice_id}/people")
async def people(notice_id: str, cell_path: str, visit: DeskVisitor) -> Response:
    found = await visit.ask("content", "notice_people", notice_id=notice_id, cell_path=cell_path)
    ids = [row["member_id"] for row in found["items"]][:MOST_NAMED]
    names = (await visit.ask("identity", "names", member_ids=ids))["items"] if ids else {}
    readers = {row["member_id"]: row for row in found["items"]}
    rows = [readers[member_id] | {"full_name": name} for member_id, name in names.items()]
    return visit.page("desk/directive_people.html", found=found, rows=rows)


def _speakers(visit: Visit) -> list[dict[str, Any]]:
    return [office for office in visit.offices if office["role"] in SENDING]


def _speaker(visit: Visit, audience: str) -> dict[str, Any]:
    """The office nearest to whom it is for: a secretary who is an editor above speaks to the own cell as secretary."""
    over = [office for office in _speakers(visit) if audience.startswith(office["path"])]
    if not over:
        raise Forbidden
    return max(over, key=lambda office: len(office["path"]))


async def _form(visit: Visit, given: dict[str, Any], error: AppError | None = None) -> Response:
    return visit.page(
        "desk/directive_new.html", status=422 if error else 200, given=given, labels=LABELS,
        errors=complaints(error, LABELS) if error else {}, audiences=await audiences(visit, SENDING),
    )  # fmt: skip


async def _page(
    visit: Visit, notice_id: str, under: str | None, error: AppError | None = None,
    typed: dict[str, Any] | None = None,
) -> Response:  # fmt: skip
    notice = await visit.ask("content", "read_desk_notice", notice_id=notice_id)
    parts = await visit.parts(numbers=visit.ask("content", "notice_numbers", notice_id=notice_id, under=under or None))
    names = {place["path"]: place["name"] for place in await audiences(visit, BY_ROLE[HERE])}
    own = {office["path"] for office in visit.offices if office["role"] == "cell_secretary"}
    stored = {"title": notice["title"], "text": "\n\n".join(notice["paragraphs"]), "deadline": notice["deadline"] or ""}
    return visit.page(
        "desk/directive.html", status=422 if error else 200, notice=notice, names=names, own_cells=own,
        given={**stored, **(typed or {})}, labels=LABELS, errors=complaints(error, LABELS) if error else {}, **parts,
    )  # fmt: skip
