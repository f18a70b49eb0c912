"""The small HTTP server beside every process: /metrics, /live and /ready.

Promises: /live answers while the process's own loop turns; /ready runs every registered check and says
which one failed, without a secret or a stack trace. Green under eventlet, a daemon thread elsewhere.
Does not: serve users. It listens on loopback unless told otherwise.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from socketserver import TCPServer, ThreadingMixIn
from time import monotonic
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.exposition import make_wsgi_app

from shared.errors import AppError
from shared.observability import metrics

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

OK, DEGRADED, FAILED = "ok", "degraded", "failed"


@dataclass(frozen=True)
class CheckResult:
    state: str
    detail: str = ""


Check = Callable[[], CheckResult | None]


class Degraded(Exception):
    """Raised by a check whose job is done by a fallback: ready, but a person should know."""


class Health:
    """The checks and the heartbeat of one process."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}
        self._beat_within: float | None = None
        self._last_beat = monotonic()

    def register(self, name: str, check: Check) -> None:
        """`check` returns when all is well and raises when not; it must end within 5 s."""
        self._checks[name] = check

    def expect_beats(self, within_seconds: float) -> None:
        """From now on the process counts as alive only while `beat` is called this often."""
        self._last_beat = monotonic()
        self._beat_within = within_seconds

    def beat(self) -> None:
        """Called by the loop of a plain process, whose health server runs in another thread."""
        self._last_beat = monotonic()

    def alive(self) -> bool:
        return self._beat_within is None or monotonic() - self._last_beat <= self._beat_within

    def run_checks(self) -> dict[str, dict[str, Any]]:
        return {name: self._run(name, check) for name, check in list(self._checks.items())}

    def _run(self, name: str, check: Check) -> dict[str, Any]:
        started = monotonic()
        result = _outcome(check)
        metrics.CHECK_OK.of(check=name).set(0 if result.state == FAILED else 1)
        took = round((monotonic() - started) * 1000)
        return {"state": result.state, "detail": result.detail, "milliseconds": took}


def _outcome(check: Check) -> CheckResult:
    try:
        return check() or CheckResult(OK)
    except Degraded as degraded:
        return CheckResult(DEGRADED, str(degraded))
    except AppError as error:
        return CheckResult(FAILED, error.code)
    except Exception as error:  # noqa: BLE001 - a check may fail in any way; readiness says so and lives
        # Only the type: messages of drivers quote addresses with their passwords.
        return CheckResult(FAILED, type(error).__name__)


health = Health()


class HealthServer:
    """A running server; `port` is the real one when 0 was asked for."""

    def __init__(self, server: WSGIServer) -> None:
        self._server = server
        self.port = int(server.server_port)
        self._thread = threading.Thread(target=server.serve_forever, name="health", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


def start_health_server(
    port: int, host: str = "127.0.0.1", checks: Health = health, registry: CollectorRegistry = REGISTRY
) -> HealthServer:
    application = _application(checks, registry)
    return HealthServer(make_server(host, port, application, _ThreadingServer, _QuietHandler))


class _ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def server_bind(self) -> None:
        # WSGIServer looks its own name up in DNS, which can hang for seconds on a bare machine.
        TCPServer.server_bind(self)
        host, port = self.server_address[:2]
        self.server_name, self.server_port = str(host), int(port)
        self.setup_environ()


class _QuietHandler(WSGIRequestHandler):
    timeout = 10  # a client that sends nothing may not hold a thread for ever

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it overrides
        """Probes come every few seconds; a line for each would drown the rest."""


def _application(checks: Health, registry: CollectorRegistry) -> Any:
    exposition = make_wsgi_app(registry)

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            return exposition(environ, start_response)  # type: ignore[no-any-return]
        status, body = _answer(path, checks)
        start_response(f"{status.value} {status.phrase}", [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    return application


def _answer(path: str, checks: Health) -> tuple[HTTPStatus, Mapping[str, Any]]:
    if path == "/live":
        alive = checks.alive()
        return _status(alive), {"alive": alive}
    if path == "/ready":
        results = checks.run_checks()
        ready = all(result["state"] != FAILED for result in results.values())
        return _status(ready), {"ready": ready, "checks": results}
    return HTTPStatus.NOT_FOUND, {"error": "not found"}


def _status(good: bool) -> HTTPStatus:
    return HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE
