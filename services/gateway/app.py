"""The application: parts, middleware, routes. Opens and closes what lives as long as the process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pymongo.errors import PyMongoError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp

from services.gateway import api, book_covers, media, web
from services.gateway.api import notices
from services.gateway.callers import Callers
from services.gateway.errors import StoreAway, invalid_request
from services.gateway.idempotency import Answers
from services.gateway.limits import LogInLimit, PublicLimit
from services.gateway.live import route as live
from services.gateway.live.follower import follow
from services.gateway.live.hub import Hub
from services.gateway.live.journal import Journal
from services.gateway.live.notices import Notices
from services.gateway.live.recorder import Recorder
from services.gateway.middleware.body import BodyLimit
from services.gateway.middleware.cross_site import CrossSiteGuard
from services.gateway.middleware.envelope import Envelope
from services.gateway.middleware.public import PublicVisits
from services.gateway.middleware.renewal import Renewal
from services.gateway.middleware.repeats import Repeats
from services.gateway.openapi import ABOUT
from services.gateway.plain import Plain
from services.gateway.problems import answer_to
from services.gateway.rpc import Rpc
from services.gateway.settings import Settings
from services.gateway.store import Store
from shared.errors import AppError, Invalid, NotFound
from shared.observability import log
from shared.security import load_public_keys


class Door(FastAPI):
    def build_middleware_stack(self) -> ASGIApp:
        """The envelope lies around all, also around the framework's own answer to a defect of ours."""
        within = Plain(super().build_middleware_stack(), [notices.route, live.route])
        return Envelope(within, https=self.state.settings.secure_cookies)


def build(settings: Settings) -> FastAPI:
    app = Door(
        **ABOUT,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # ours are in the envelope
        docs_url=None,  # their scripts come from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_lifespan,
    )
    store = Store(settings.mongo_uri)
    app.state.settings = settings
    app.state.store = store
    app.state.rpc = Rpc(settings.amqp_uri, timeout=settings.rpc_seconds)
    app.state.callers = Callers(load_public_keys(settings.token_public_key_file), settings.province)
    app.state.answers = Answers(store.answers)
    app.state.log_in_limit = LogInLimit(store.attempts)
    app.state.public_limit = PublicLimit(store.attempts)
    app.state.journal = Journal(store.live_events)
    app.state.hub = Hub()
    app.state.notices = Notices(app.state.journal)
    app.state.recorder = Recorder(settings.amqp_uri, app.state.journal)
    app.state.media = media.Media(settings.media_uri)
    # Added last is outermost.
    app.add_middleware(Repeats)
    app.add_middleware(Renewal)
    app.add_middleware(BodyLimit, documents=settings.scan_megabytes * 1_000_000)
    app.add_middleware(CrossSiteGuard)
    app.add_middleware(PublicVisits)
    app.add_exception_handler(Exception, _unexpected)
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.include_router(api.router)
    app.include_router(media.router)
    app.include_router(book_covers.router)
    web.install_web(app)
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """The door opens at once; broker and store are connected beside, and until then it answers 503."""
    state = app.state
    tasks = [
        asyncio.create_task(_started("indexes", state.store.ensure_indexes)),
        asyncio.create_task(_started("rpc", state.rpc.start)),
        asyncio.create_task(_started("recorder", state.recorder.start)),
        asyncio.create_task(follow(state.journal, state.hub, state.notices, state.callers)),
        asyncio.create_task(state.hub.beat()),
    ]
    try:
        yield
    finally:
        state.hub.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await state.recorder.stop()
        await state.rpc.stop()
        await state.media.close()
        await state.store.close()


async def _started(name: str, start: Callable[[], Awaitable[None]]) -> None:
    """Until it works: a broker that boots slower than the door must not need a restart of the door."""
    while True:
        try:
            return await start()
        except Exception as error:  # noqa: BLE001  any failure to connect is tried again
            log.warning("start_delayed", part=name, error=type(error).__name__)
            await asyncio.sleep(1)


async def _app_error(request: Request, error: AppError) -> Response:
    if error.kind == "internal":
        log.error("service_failed", error_code=error.code, exception_type=error.details.get("exception", ""))
    return answer_to(request, error)


async def _store_away(request: Request, error: Exception) -> Response:
    log.warning("store_away", error=type(error).__name__)
    return answer_to(request, StoreAway())


async def _bad_request(request: Request, error: RequestValidationError) -> Response:
    return answer_to(request, invalid_request(error))


async def _http_error(request: Request, error: HTTPException) -> Response:
    """The framework's own: no such route, or not this method."""
    if error.status_code in {404, 405}:
        answer = answer_to(request, NotFound(code="request.no_such_page"))
        answer.status_code = error.status_code
        return answer
    return answer_to(request, Invalid(code="request.invalid"))


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected", error=type(error).__name__, exc_info=error)
    return answer_to(request, AppError())


_HANDLERS: dict[type[Exception], Any] = {
    AppError: _app_error,
    PyMongoError: _store_away,
    RequestValidationError: _bad_request,
    HTTPException: _http_error,
}
