"""Giúp đồng chí khác: what a helper may do in a member's stead, under a bar that says whom he is helping.

The helper stays logged in as himself. Each thing asked in the member's stead is asked with a token that identity gives
out for that one deed, after it wrote it down; nothing else on these pages is the member's.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.asking import Asker, idempotency_key
from services.gateway.context import CallContext
from services.gateway.live.audience import Listener
from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.told_words import NOTICES
from services.gateway.web.visit import Part, Visit, Visitor, done
from shared.errors import AppError, NotFound

router = APIRouter(prefix="/helping")
LABELS = {"reason": "Lý do vắng mặt"}


@dataclass(frozen=True)
class Stead:
    """One deed in a member's stead: how to ask for it, and in whose."""

    ask: Asker
    of: dict[str, Any]


@router.get("")
async def helped(visit: Visitor) -> Response:
    return visit.page("helping/list.html", found=await visit.ask("identity", "whom_i_help"))


@router.post("/{delegation_id}/agree")
async def agree(delegation_id: str, visit: Visitor) -> Response:
    await visit.ask("identity", "agree_to_help", delegation_id=delegation_id)
    return done("/helping", "help_agreed")


@router.post("/{delegation_id}/end")
async def end(delegation_id: str, visit: Visitor) -> Response:
    with contextlib.suppress(NotFound):
        await visit.ask("identity", "end_delegation", delegation_id=delegation_id)
    return done("/helping", "help_ended")


@router.get("/{delegation_id}")
async def what_to_do(delegation_id: str, visit: Visitor) -> Response:
    return await _shown(visit, delegation_id)


@router.get("/{delegation_id}/news/{article_id}")
async def article(delegation_id: str, article_id: str, visit: Visitor) -> Response:
    stead = await in_stead(visit, delegation_id, "read_news")
    shown = await stead.ask("content", "read_article", article_id=article_id)
    return visit.page("helping/article.html", article=shown, of=stead.of, delegation_id=delegation_id)


@router.post("/{delegation_id}/meetings/{meeting_id}/confirmation")
async def confirm(delegation_id: str, meeting_id: str, request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    coming = fields.text("coming") == "yes"
    stead = await in_stead(visit, delegation_id, "confirm_attendance")
    try:
        await stead.ask(
            "meetings", "confirm_attendance", meeting_id=meeting_id, coming=coming,
            reason=None if coming else fields.optional("reason"),
        )  # fmt: skip
    except CORRECTABLE as error:
        return await _shown(visit, delegation_id, error, meeting_id)
    return done(f"/helping/{delegation_id}", "coming_in_stead" if coming else "excused_in_stead")


async def _shown(visit: Visit, delegation_id: str, error: AppError | None = None, meeting_id: str = "") -> Response:
    listed = await visit.ask("identity", "whom_i_help")
    held = next((item for item in listed["items"] if item["delegation_id"] == delegation_id), None)
    if held is None or held["state"] != "in_force":
        raise NotFound(message="Việc nhờ giúp này đã kết thúc hoặc chưa bắt đầu.")
    steads = {deed: await in_stead(visit, delegation_id, deed) for deed in held["deeds"] if deed in _SHOWN}
    asked = {_SHOWN[deed][0]: stead.ask(*_SHOWN[deed][1]) for deed, stead in steads.items()}
    parts: dict[str, Any] = dict(await visit.parts(**asked))
    if "see_notices" in steads:
        parts["rung"] = Part({"items": await _notices(visit, steads["see_notices"])})
    of = next(iter(steads.values())).of
    return visit.page(
        "helping/member.html", status=422 if error else 200, of=of, held=held, delegation_id=delegation_id,
        errors=complaints(error, LABELS) if error else {}, labels=LABELS, about=meeting_id, **parts,
    )  # fmt: skip


_SHOWN: dict[str, tuple[str, tuple[str, str]]] = {
    "see_meetings": ("meetings", ("meetings", "my_meetings")),
    "read_news": ("news", ("content", "list_articles")),
    "study": ("study", ("content", "my_courses")),
    "see_notices": ("notices", ("content", "my_notices")),
}


async def _notices(visit: Visit, stead: Stead) -> list[dict[str, object]]:
    """What happened, without links: a page behind one would show it to the helper as himself."""
    listener = Listener(stead.of["member_id"], stead.of["cell_path"], ())
    rows = await visit.request.app.state.journal.latest(listener)
    return [{"sentence": NOTICES[row["kind"]][0], "at": row["recorded_at"]} for row in rows]


async def in_stead(visit: Visit, delegation_id: str, deed: str) -> Stead:
    given = await visit.ask("identity", "stand_in", delegation_id=delegation_id, deed=deed)
    request = visit.request
    context = CallContext(given["token"], idempotency_key(request))
    return Stead(Asker(request.app.state.rpc, context, request.state.arrived), given)
