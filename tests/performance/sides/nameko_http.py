"""Reference: nameko's own http entrypoint that answers the same bytes at the same path and checks nothing."""

# ruff: noqa: E402
import eventlet

eventlet.monkey_patch()

from typing import Any

from nameko.containers import ServiceContainer
from nameko.web.handlers import http

from tests.performance.sides.report import task

told = task()
answer = told["answer"]


class Answering:
    name = "answering"

    @http("GET", told["path"])
    def respond(self, _: Any) -> tuple[int, dict[str, str], str]:
        return 200, {"Content-Type": "application/json"}, answer


if __name__ == "__main__":
    container = ServiceContainer(Answering, {"WEB_SERVER_ADDRESS": f"127.0.0.1:{told['port']}", "max_workers": 100})
    container.start()
    container.wait()
