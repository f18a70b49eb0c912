"""Reference: Starlette that answers the same bytes at the same path and checks nothing, served like the gateway."""

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.gateway.__main__ import configuration
from services.gateway.settings import from_environment
from tests.performance.sides.report import task

if __name__ == "__main__":
    told = task()
    answer = told["answer"].encode("utf-8")

    async def respond(_: Request) -> Response:
        return Response(answer, media_type="application/json")

    config = configuration(Starlette(routes=[Route(told["path"], respond)]), from_environment())
    config.port = told["port"]
    uvloop.run(uvicorn.Server(config).serve())
