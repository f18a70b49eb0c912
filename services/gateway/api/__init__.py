"""The JSON API for the mobile app, `/api/v1`: one file per service, one route per RPC method, nothing decided here.

The body models name the fields for docs/openapi.json; limits and permissions are the services'.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from services.gateway.api import (
    assistant,
    bookmarks,
    books,
    bulletins,
    categories,
    citizens,
    content,
    directives,
    documents,
    exchange,
    exports,
    feedback,
    helping,
    identity,
    imports,
    list_checks,
    meetings,
    notes,
    notices,
    organisations,
    packages,
    papers,
    passkeys,
    problems,
    readings,
    records,
    recovery,
    registrations,
    regulations,
    rights,
    roll_out,
    search,
    speech,
    study,
)
from services.gateway.api.shapes import Problem

ROUTERS = (
    identity.router,
    roll_out.router,
    rights.router,
    organisations.router,
    registrations.router,
    passkeys.router,
    helping.router,
    imports.router,
    records.router,
    papers.router,
    problems.router,
    list_checks.above,
    list_checks.router,
    exports.router,
    recovery.router,
    citizens.router,
    content.router,
    packages.router,
    documents.router,
    exchange.router,
    books.router,
    notes.router,
    bookmarks.router,
    bulletins.router,
    categories.router,
    directives.router,
    regulations.router,
    search.router,
    study.router,
    speech.router,
    readings.router,
    meetings.router,
    feedback.router,
    assistant.router,
    notices.router,
)
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": description}
    for status, description in {
        401: "No token, or one that no longer counts",
        403: "Known, but not permitted here",
        404: "No such thing, or none that the caller may know of",
        409: "Changed by another, already done, closed; or the same key is still running",
        413: "Body too large",
        422: "The request itself is wrong; `details` maps field to message",
        429: "Slow down; see Retry-After",
        503: "A service is away; see Retry-After. Repeat with the same Idempotency-Key",
    }.items()
}

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
for part in ROUTERS:
    router.include_router(part)
