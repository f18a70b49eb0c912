"""Questions and commands to the services: nameko's RPC protocol over aio-pika, for asyncio.

Promises: a call ends within its time, with the answer or with an error of `shared.errors`; a service that has never
been there answers at once (mandatory); one that is away is not waited for by every caller (`breaker`); a call that
nobody fetched in time expires in the broker, so that no command runs after its caller was told it failed.
Does not repeat a call: whether that is safe is known to the caller only.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import aio_pika
from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection
from aio_pika.exceptions import AMQPError, DeliveryError, PublishError

from services.gateway import metrics
from services.gateway.breaker import Breaker
from services.gateway.context import CallContext
from shared.errors import AppError, Unavailable, from_wire

EXCHANGE = "nameko-rpc"
REPLIES_KEPT_MS = 300_000


class ServiceAway(Unavailable):
    code = "gateway.service_away"
    message = "Phần này đang tạm gián đoạn. Đồng chí vui lòng thử lại sau ít phút."


class ServiceFailed(AppError):
    """The service answered with an error that is no word of ours: a defect, not the caller's fault."""

    code = "gateway.service_failed"


class Rpc:
    """One connection, one channel and one reply queue for the whole process."""

    def __init__(self, uri: str, *, timeout: float, name: str = "gateway") -> None:
        self._uri = uri
        self.timeout = timeout
        self._name = name
        self._reply_key = str(uuid.uuid4())
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._breaker = Breaker()
        self._connection: AbstractRobustConnection | None = None

    async def start(self) -> None:
        # fail_fast off: the door opens before its broker does, and says 503 until then.
        connection = await aio_pika.connect_robust(
            self._uri, client_properties={"connection_name": self._name}, fail_fast=False, reconnect_interval=1
        )
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        self._exchange = await channel.declare_exchange(EXCHANGE, aio_pika.ExchangeType.TOPIC, durable=True)
        replies = await channel.declare_queue(
            f"rpc.reply-{self._name}-{self._reply_key}", durable=True, arguments={"x-expires": REPLIES_KEPT_MS}
        )
        # nameko publishes the reply to its own exchange under `reply_to`, not to the default exchange.
        await replies.bind(self._exchange, self._reply_key)
        await replies.consume(self._on_reply, no_ack=True)
        self._replies = replies
        self._connection = connection

    async def stop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            async with asyncio.timeout(3):
                await self._replies.delete(if_unused=False, if_empty=False)
        except (AMQPError, TimeoutError):
            pass  # it expires by itself
        await connection.close()

    @property
    def ready(self) -> bool:
        return self._connection is not None and self._connection.connected.is_set()

    async def call(
        self, service: str, method: str, context: CallContext, /, *, within: float | None = None, **fields: Any
    ) -> Any:
        """Ask `service.method`. Raises an error of `shared.errors`; `ServiceAway` when nobody answered in time."""
        self._breaker.check(service)
        with metrics.asked(f"{service}.{method}") as outcome:
            try:
                async with asyncio.timeout(within or self.timeout):
                    body = await self._exchange_messages(service, method, context, fields, within)
            except (DeliveryError, PublishError) as error:
                outcome.set("unroutable")
                raise ServiceAway(code="gateway.service_unknown") from error
            except (TimeoutError, AMQPError, OSError, RuntimeError) as error:
                outcome.set("away")
                self._breaker.failed(service)
                raise ServiceAway from error
            self._breaker.answered(service)
            if body.get("error"):
                outcome.set("error")
                raise rebuilt(body["error"])
        return body.get("result")

    async def _exchange_messages(
        self, service: str, method: str, context: CallContext, fields: dict[str, Any], within: float | None
    ) -> dict[str, Any]:
        if self._connection is None:
            raise ConnectionError("not connected yet")
        call_id = str(uuid.uuid4())
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[call_id] = answer
        headers: dict[str, Any] = {**context.headers(), "nameko.call_id_stack": [f"{self._name}.{call_id}"]}
        message = aio_pika.Message(
            json.dumps({"args": [], "kwargs": fields}).encode(),
            content_type="application/json",
            content_encoding="utf-8",
            correlation_id=call_id,
            reply_to=self._reply_key,
            headers=headers,
            expiration=within or self.timeout,
            delivery_mode=aio_pika.DeliveryMode.NOT_PERSISTENT,
        )
        try:
            await self._exchange.publish(message, routing_key=f"{service}.{method}", mandatory=True)
            return await answer
        finally:
            self._waiting.pop(call_id, None)

    async def _on_reply(self, message: AbstractIncomingMessage) -> None:
        answer = self._waiting.get(message.correlation_id or "")
        if answer is None or answer.done():
            return  # its caller has stopped waiting
        try:
            body = json.loads(message.body)
            answer.set_result(body if isinstance(body, dict) else {"error": {"exc_type": "MalformedReply"}})
        except ValueError:
            answer.set_result({"error": {"exc_type": "MalformedReply"}})


def rebuilt(error: dict[str, Any]) -> AppError:
    """nameko's serialised exception → ours. The text of a foreign exception stays behind: it may hold personal data."""
    arguments = error.get("exc_args") or []
    wire = arguments[0] if arguments else None
    if isinstance(wire, dict) and {"kind", "code", "message"} <= wire.keys():
        return from_wire(wire)
    return ServiceFailed(details={"exception": str(error.get("exc_type", "unknown"))})
