"""Trang chủ: what waits for me, then what is new."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.visit import Part, Visitor

router = APIRouter()


@router.get("/")
async def home(visit: Visitor) -> Response:
    ask = visit.ask
    parts = await visit.parts(
        meetings=ask("meetings", "my_meetings", upcoming=True),
        polls=ask("feedback", "my_polls"),
        study=ask("content", "my_courses", due=True),
        articles=ask("content", "list_articles"),
    )
    return visit.page("home.html", waiting=waiting(parts["meetings"], parts["polls"], parts["study"]), **parts)


def waiting(meetings: Part, polls: Part, study: Part) -> list[dict[str, Any]]:
    """Each with what to do, the most urgent first: a meeting that runs, a call to answer, a poll, a course."""
    items: list[dict[str, Any]] = []
    for meeting in meetings.get("items", []):
        running = meeting.get("state") == "open"
        if running:
            items.append({"kind": "meeting_open", "meeting": meeting, "order": 0})
        elif meeting.get("state") == "called" and meeting.get("my_attendance") == "unanswered":
            items.append({"kind": "meeting_called", "meeting": meeting, "order": 1})
    items += [{"kind": "poll", "poll": poll, "order": 2} for poll in polls.get("items", []) if poll.get("may_answer")]
    items += [{"kind": "course", "course": course, "order": 3} for course in study.get("items", [])]
    return sorted(items, key=lambda item: item["order"])
