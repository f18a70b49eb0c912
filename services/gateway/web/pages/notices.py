"""Thông báo: what happened in the last week that concerns me, from the live journal."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.store import Document
from services.gateway.web.told_words import NOTICES
from services.gateway.web.visit import Part, Visit, Visitor

router = APIRouter()


@router.get("/notices")
async def notices(request: Request, visit: Visitor) -> Response:
    rows = await request.app.state.journal.latest(visit.caller.listener)
    told = await _told(visit, {row["kind"] for row in rows}) if rows else {}
    titles = {
        item["id"]: item.get("title") or item.get("question", "")
        for part in told.values()
        for item in part.get("items", [])
    }
    directives = told["directives"].get("items", []) if told else []
    acknowledged, waiting = {item["id"] for item in directives if not item["waits"]}, _waiting(told)
    left = [row for row in rows if not _is_settled(row, acknowledged, waiting)]
    return visit.page("notices.html", items=[shown(row, titles) for row in left])


def shown(row: Document, titles: dict[str, str]) -> dict[str, object]:
    sentence, path = NOTICES[row["kind"]]
    title = next((titles[name] for name in row["ids"].values() if name in titles), "")
    return {"sentence": sentence, "title": title, "path": path.format(**row["ids"]), "at": row["recorded_at"]}


def _is_settled(row: Document, acknowledged: set[str], waiting: set[str] | None) -> bool:
    """Whoever acknowledged is not reminded, nor is anybody of a question that was answered or deleted meanwhile.
    `waiting`: None while its owner is away, a reminder stands then."""
    if row["kind"] == "directive_due":
        return row["ids"]["notice_id"] in acknowledged
    return row["kind"] == "question_due" and waiting is not None and row["ids"]["question_id"] not in waiting


def _waiting(told: dict[str, Part]) -> set[str] | None:
    asked = told.get("waiting")
    return None if asked is None or asked.away else {item["id"] for item in asked.get("items", [])}


async def _told(visit: Visit, kinds: set[str]) -> dict[str, Part]:
    """The journal keeps ids only; what the newest of them are called is asked of their owners, who decide anew."""
    reminded = {"waiting": visit.ask("feedback", "list_questions", state="waiting")} if "question_due" in kinds else {}
    return await visit.parts(
        **reminded,
        articles=visit.ask("content", "list_articles"),
        documents=visit.ask("content", "list_documents"),
        directives=visit.ask("content", "my_notices"),
        upcoming=visit.ask("meetings", "my_meetings", upcoming=True),
        past=visit.ask("meetings", "my_meetings", upcoming=False),
        polls=visit.ask("feedback", "my_polls"),
    )
