"""How a service method reaches its use case: `self.door(publish_article, payload)`.

The door verifies the caller's token (never trusting the gateway's word), refuses helpers and citizens what a use case
does not open to them (`@helpers_may`, `@citizens_may`), makes the context, and gives repeated commands the same ids.
A method that may be called without a token says so: `self.door.open(log_in, payload)`.
A service with many methods lists them: `list_members = answers(list_members)`, `log_in = answers_openly(log_in)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nameko.extensions import DependencyProvider

from shared.messaging.rpc import rpc
from shared.observability import tracing
from shared.security import Actor, refuse_citizen, refuse_helper
from shared.usecase import context, perform


class Caller:
    def __init__(self, method: str, data: Mapping[str, Any], verify: Callable[[str], Actor]) -> None:
        self._method = method
        self._data = data
        self._verify = verify

    def __call__(self, usecase: Callable[..., Any], payload: Mapping[str, Any]) -> Any:
        """Raises Unauthenticated without a valid token, NotForHelpers, NotForCitizens."""
        actor = self._verify(self._data.get("auth_token", ""))
        refuse_helper(usecase, actor)
        refuse_citizen(usecase, actor)
        return self._run(usecase, payload, actor)

    def open(self, usecase: Callable[..., Any], payload: Mapping[str, Any]) -> Any:
        return self._run(usecase, payload, None)

    def _run(self, usecase: Callable[..., Any], payload: Mapping[str, Any], actor: Actor | None) -> Any:
        key = self._data.get("idempotency_key")
        # Without an actor there is nobody whose key it is: two strangers may well choose the same.
        repeat_key = f"{actor.member_id}/{self._method}/{key}" if key and actor else None
        ctx = context(actor, correlation_id=tracing.correlation_id() or "", repeat_key=repeat_key)
        return perform(usecase, payload, ctx)


class Door(DependencyProvider):
    def setup(self) -> None:
        self._verify: Callable[[str], Actor] = self.container.config["verify_token"]

    def get_dependency(self, worker_ctx: Any) -> Caller:
        method = f"{worker_ctx.service_name}.{worker_ctx.entrypoint.method_name}"
        return Caller(method, worker_ctx.data, self._verify)


def answers(usecase: Callable[..., Any], *, at: str = "door") -> Any:
    """An RPC method that passes the caller's token to the service's door `at`."""

    def method(service: Any, **fields: Any) -> Any:
        return getattr(service, at)(usecase, fields)

    return _method(method, usecase)


def answers_openly(usecase: Callable[..., Any], *, at: str = "door") -> Any:
    """An RPC method for callers whom nobody knows yet."""

    def method(service: Any, **fields: Any) -> Any:
        return getattr(service, at).open(usecase, fields)

    return _method(method, usecase)


def _method(method: Callable[..., Any], usecase: Callable[..., Any]) -> Any:
    """`__wrapped__` is how Python says what stands behind a function; tests go through all that a service answers."""
    method.__wrapped__ = usecase  # type: ignore[attr-defined]
    return rpc(method)
