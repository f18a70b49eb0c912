"""How a route asks the services: `ask: Ask`, then `await ask("content", "read_article", article_id=...)`.

Ask        with the caller's token; somebody unknown is refused before anything is asked
AskOpenly  without one: the few methods that need no token
"""

from __future__ import annotations

import time
from typing import Annotated, Any

from fastapi import Depends, Request

from services.gateway.callers import Caller
from services.gateway.context import CallContext
from services.gateway.rpc import Rpc, ServiceFailed
from shared.errors import Unauthenticated

LEAST_SECONDS = 0.5


class Asker:
    """All questions behind one request share its time: what the door or an earlier one spent, the next has not."""

    def __init__(self, rpc: Rpc, context: CallContext, arrived: float) -> None:
        self._rpc = rpc
        self._context = context
        self._arrived = arrived

    async def __call__(
        self, service: str, method: str, /, *, within: float | None = None, **fields: Any
    ) -> dict[str, Any]:
        """Every method of every service answers an object."""
        given = {name: value for name, value in fields.items() if value is not None}
        left = self._rpc.timeout - (time.perf_counter() - self._arrived)
        within = within or max(left, LEAST_SECONDS)
        answer = await self._rpc.call(service, method, self._context, within=within, **given)
        if not isinstance(answer, dict):
            raise ServiceFailed(details={"exception": "answer is no object"})
        return answer


async def known_caller(request: Request) -> Caller:
    caller: Caller | None = request.app.state.callers.of(request)
    if caller is None:
        raise Unauthenticated
    return caller


KnownCaller = Annotated[Caller, Depends(known_caller)]


async def asker(request: Request, caller: KnownCaller) -> Asker:
    return Asker(request.app.state.rpc, CallContext(caller.token, idempotency_key(request)), request.state.arrived)


async def open_asker(request: Request) -> Asker:
    return Asker(request.app.state.rpc, CallContext(None, idempotency_key(request)), request.state.arrived)


def idempotency_key(request: Request) -> str | None:
    return getattr(request.state, "idempotency_key", None)


Ask = Annotated[Asker, Depends(asker)]
AskOpenly = Annotated[Asker, Depends(open_asker)]
