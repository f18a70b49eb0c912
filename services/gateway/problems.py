"""How an error looks: JSON for the API, a page in Vietnamese for a person, a log-in page for somebody unknown."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from services.gateway.errors import headers_of, problem, status_of
from services.gateway.web.problem_page import problem_page
from shared.errors import AppError
from shared.observability import correlation_id


def answer_to(request: Request, error: AppError) -> Response:
    reference = correlation_id() or ""
    status, headers = status_of(error), headers_of(error)
    if wants_json(request):
        return JSONResponse(problem(error, reference), status, headers)
    if error.kind == "unauthenticated":
        return to_log_in(request)
    return problem_page(request, error, status, headers, reference)


def wants_json(request: Request) -> bool:
    return request.url.path.startswith(("/api/", "/live", "/media/"))


def to_log_in(request: Request) -> Response:
    """Back to the same page afterwards; a form that was sent comes back to its page, not to its action."""
    wanted = request.url.path if request.method == "GET" else "/"
    target = "/login" if wanted == "/" else f"/login?next={quote(wanted)}"
    if request.method == "POST":
        target = "/login?unsent=1"
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": target})
    return RedirectResponse(target, 303)
