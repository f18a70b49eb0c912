"""Ngày lễ, kỷ niệm: the days of a month, what a meeting might speak of, and articles to read out."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.visit import Visitor
from shared import clock

router = APIRouter()
FIRST, LAST = 1900, 2999
MOST_ARTICLES = 10


@router.get("/anniversaries")
async def anniversaries(visit: Visitor, month: str = "") -> Response:
    """`month`: 2026-12; what is none is the present one."""
    shown = month_of(month) or clock.local_date(clock.now()).replace(day=1)
    parts = await visit.parts(
        days=visit.ask("content", "anniversaries_of_month", year=shown.year, month=shown.month),
        articles=visit.ask("content", "list_articles", use="meetings"),
    )
    return visit.page(
        "anniversaries.html", month=shown, before=_beside(shown, -1), after=_beside(shown, 1),
        reading=parts["articles"].get("items", [])[:MOST_ARTICLES], **parts,
    )  # fmt: skip


def month_of(text: str) -> date | None:
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return found if FIRST <= found.year <= LAST else None


def _beside(month: date, step: int) -> date | None:
    number = month.year * 12 + month.month - 1 + step
    year = number // 12
    return date(year, number % 12 + 1, 1) if FIRST <= year <= LAST else None
