"""Runs the door: `python -m services.gateway`.

Ends within a few seconds of SIGTERM even with thousands of open streams: they are told first, then uvicorn waits for
what else is running.
"""

from __future__ import annotations

import asyncio
import gc
from types import FrameType
from typing import Any

import uvicorn
import uvloop
from fastapi import FastAPI

from services.gateway.app import build
from services.gateway.settings import Settings, from_environment
from shared.errors import Unavailable
from shared.observability import configure_logging, health, start_health_server

GRACE_SECONDS = 10
CHECK_SECONDS = 3.0


class Server(uvicorn.Server):
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        app: FastAPI = self.config.app  # type: ignore[assignment]
        app.state.loop.call_soon_threadsafe(app.state.hub.close)
        super().handle_exit(sig, frame)


def register_checks(app: FastAPI, loop: asyncio.AbstractEventLoop) -> None:
    """The checks run in the health server's thread and look at, or ask, what lives on the loop."""

    def connected(part: str) -> None:
        if not getattr(app.state, part).ready:
            raise Unavailable(code=f"gateway.{part}_not_connected")

    def store() -> None:
        asyncio.run_coroutine_threadsafe(app.state.store.ping(), loop).result(CHECK_SECONDS)

    health.register("broker", lambda: connected("rpc"))
    health.register("live", lambda: connected("recorder"))
    health.register("store", store)
    health.expect_beats(10)


async def beat() -> None:
    while True:
        health.beat()
        await asyncio.sleep(1)


def configuration(app: Any, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.gateway_host,
        port=settings.gateway_port,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        access_log=False,  # paths hold ids, and every request is in the metrics
        log_config=None,
        timeout_graceful_shutdown=GRACE_SECONDS,
        backlog=4096,
    )


async def serve(settings: Settings) -> None:
    app = build(settings)
    # Routes and models stay for good: left to the collector they would be looked through again and again.
    gc.collect()
    gc.freeze()
    loop = asyncio.get_running_loop()
    app.state.loop = loop
    register_checks(app, loop)
    beating = asyncio.create_task(beat())
    server = start_health_server(settings.metrics_port, settings.metrics_host)
    try:
        await Server(configuration(app, settings)).serve()
    finally:
        beating.cancel()
        server.stop()


def main() -> None:
    settings = from_environment()
    configure_logging("gateway", settings.log_level)
    uvloop.run(serve(settings))


if __name__ == "__main__":
    main()
