"""Trang chủ: what waits for me, then what is new."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.visit import Part, Visitor

router = APIRouter()
HIGHLIGHTS = 3
LATEST = 5


@router.get("/")
async def home(visit: Visitor) -> Response:
    ask = visit.ask
    parts = await visit.parts(
        meetings=ask("meetings", "my_meetings", upcoming=True),
        polls=ask("feedback", "my_polls"),
        study=ask("content", "my_courses", due=True),
        duties=ask("content", "my_duties"),
        articles=ask("content", "list_articles"),
        highlights=ask("content", "list_articles", use="home"),
        coming=ask("content", "coming_anniversaries"),
    )
    first = parts["highlights"].get("items", [])[:HIGHLIGHTS]
    shown_above = {article["id"] for article in first}
    latest = [article for article in parts["articles"].get("items", []) if article["id"] not in shown_above]
    return visit.page("home.html", waiting=_waiting(parts), first=first, latest=latest[:LATEST], **parts)


def _waiting(parts: dict[str, Part]) -> list[dict[str, Any]]:
    return waiting(parts["meetings"], parts["polls"], parts["study"], parts["duties"])


def waiting(meetings: Part, polls: Part, study: Part, duties: Part) -> list[dict[str, Any]]:
    """Each with what to do, the most urgent first: a meeting that runs, a call or a directive to answer, a poll, what
    is to be read or accepted, a course."""
    items: list[dict[str, Any]] = []
    for meeting in meetings.get("items", []):
        running = meeting.get("state") == "open"
        if running:
            items.append({"kind": "meeting_open", "meeting": meeting, "order": 0})
        elif meeting.get("state") == "called" and meeting.get("my_attendance") == "unanswered":
            items.append({"kind": "meeting_called", "meeting": meeting, "order": 1})
    items += [{"kind": "poll", "poll": poll, "order": 2} for poll in polls.get("items", []) if poll.get("may_answer")]
    items += [
        {"kind": "directive", "row": row, "order": 1 if row["acknowledge"] else 2} for row in duties.get("notices", [])
    ]
    items += [{"kind": "regulation", "regulation": one, "order": 2} for one in duties.get("regulations", [])]
    items += [{"kind": "course", "course": course, "order": 3} for course in study.get("items", [])]
    return sorted(items, key=lambda item: item["order"])
