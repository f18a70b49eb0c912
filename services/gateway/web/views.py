"""Templates and what every template can use. Everything is escaped; a template may not call a service."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.gateway.settings import TEMPLATES
from services.gateway.web import formats, words
from services.gateway.web.navigation import desk_menu, member_menu
from services.gateway.web.static_files import static
from services.gateway.web.told_words import DONE
from shared import clock, ids

EASY_COOKIE = "sotay_chu_lon"
PUBLIC_SECONDS = 60
"""So long may somebody still be shown what was closed a moment ago."""

environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(["html"], default=True),
    trim_blocks=True,
    lstrip_blocks=True,
    enable_async=False,
)
environment.filters.update(
    day=formats.day,
    day_after=formats.day_after,
    clock_time=formats.clock_time,
    day_and_time=formats.day_and_time,
    half_year=formats.half_year,
    number=formats.number,
    duration=formats.duration,
    lasting=formats.lasting,
    file_size=formats.file_size,
    stands_where=formats.stands_where,
    ago=lambda value: formats.ago(value, clock.now()),
    word=lambda value, names: names.get(value, value),
)
environment.globals.update(static=static, words=words, percent=formats.percent, new_key=ids.new_id)


def render(request: Request, template: str, *, status: int = 200, **view: Any) -> HTMLResponse:
    """`view` is what the page shows; who looks and which menu come with `visit.page`."""
    done = DONE.get(request.query_params.get("done", ""))
    settings = request.app.state.settings
    shared_view = {
        "request": request,
        "path": request.url.path,
        "easy": request.cookies.get(EASY_COOKIE) == "1",
        "done": done,
        "province_name": settings.province_name,
        "now": clock.now(),
        "member_menu": member_menu(request.url.path),
        "desk_menu": desk_menu(request.url.path, view.get("caller")),
        "errors": {},
        "given": {},
        "caller": None,
        "me": None,
    }
    html = environment.get_template(template).render(shared_view | view)
    # A page holds what one member may read: no proxy and no shared computer's cache keeps it.
    return HTMLResponse(html, status, {"Cache-Control": "no-store", "Vary": "Cookie"})


def for_everybody(page: Response) -> Response:
    """A page that is the same for all but for the size of its letters, and may be a minute old."""
    page.headers["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}"
    return page
