"""`@rpc`: questions and commands in nameko's own RPC protocol, answered from the bus connection.

Stock nameko's RPC door dies of a hostile header, of a reply that cannot be sent and of a handler that outlives its
broker; this one answers or drops, and lives. It keeps no order and no durability: an answer that cannot be
delivered is gone, the caller times out and may ask again with the same idempotency key.
"""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import msgspec
from amqp.exceptions import AMQPError
from nameko.extensions import Entrypoint, SharedExtension

from shared.errors import AppError, Unavailable
from shared.messaging.bus import Bus
from shared.messaging.publisher import BrokerUnavailable, Publisher
from shared.observability import log, metrics
from shared.store import is_outage
from shared.store.transactions import is_transient

EXCHANGE = "nameko-rpc"
HEADER_PREFIX = "nameko."
CARRIED = ("auth_token", "idempotency_key", "correlation_id", "traceparent")
MAX_BODY = 17_000_000  # a file of 12 MB, in base64


class RpcDoor(SharedExtension):
    """One queue `rpc-<service>` for all methods of a service, as nameko's clients expect it."""

    bus = Bus()

    def __init__(self) -> None:
        self.methods: dict[str, Rpc] = {}
        self.queue = ""
        self._channel: Any = None

    def setup(self) -> None:
        """Called by nameko and by each method's entrypoint; the first call counts."""
        if not self.queue:
            self.queue = f"rpc-{self.container.service_name}"
            self.replies = Publisher(self.bus.settings.amqp_uri, confirm=False)
            self.bus.register(self)

    def attach(self, channel: Any) -> None:
        # The line for replies broke with this one, yet a first write into it would seem to succeed: take a new one.
        self.container.spawn_managed_thread(self.replies.close, identifier="replies")
        self.replies = Publisher(self.bus.settings.amqp_uri, confirm=False)
        channel.exchange_declare(EXCHANGE, "topic", durable=True, auto_delete=False)
        channel.queue_declare(self.queue, durable=True, auto_delete=False)
        channel.queue_bind(queue=self.queue, exchange=EXCHANGE, routing_key=f"{self.container.service_name}.*")
        channel.basic_qos(0, self.container.max_workers, False)
        self._channel = channel
        channel.basic_consume(self.queue, consumer_tag=self.queue, callback=self.on_message)

    def detach(self) -> None:
        self._channel = None

    def cancel(self) -> None:
        channel = self._channel
        if channel is not None:
            try:
                channel.basic_cancel(self.queue, nowait=True)
            except (AMQPError, OSError):
                log.info("cancel_skipped", reaction=self.queue)

    def on_message(self, raw: Any) -> None:
        method = str(raw.delivery_info.get("routing_key", "")).rpartition(".")[2]
        entrypoint = self.methods.get(method)
        if entrypoint is None:  # a thread for it, too: a reply may wait for the broker, the loop may not
            refuse = partial(self.answer, raw, method, None, UnknownMethod())
            self.container.spawn_managed_thread(refuse, identifier="unknown")
            return
        self.container.spawn_managed_thread(partial(entrypoint.handle, raw), identifier=method)

    def answer(self, raw: Any, method: str, result: Any, error: BaseException | None) -> None:
        """Reply, then ack. Never raises."""
        reply_to = raw.properties.get("reply_to")
        try:
            body = _encoded(method, result, error)
            if isinstance(reply_to, str):
                self.replies.publish(
                    body,
                    exchange=EXCHANGE,
                    routing_key=reply_to,
                    correlation_id=str(raw.properties.get("correlation_id", "")),
                    content_type="application/json",
                    content_encoding="utf-8",
                )
        except BrokerUnavailable:
            log.warning("reply_lost", method=method)
        except Exception:
            log.exception("reply_failed", method=method)
        if raw.channel is not None and raw.channel is self._channel:
            try:
                raw.channel.basic_ack(raw.delivery_tag)
            except (AMQPError, OSError):
                log.info("ack_lost", method=method)


def _encoded(method: str, result: Any, error: BaseException | None) -> bytes:
    told = None if error is None else wire_error(error)
    try:
        return msgspec.json.encode({"result": result, "error": told})
    except Exception as fault:
        log.exception("result_unwritable", method=method, error=type(fault).__name__)
        return msgspec.json.encode({"result": None, "error": wire_error(fault)})


class UnknownMethod(AppError):
    kind = "not_found"
    code = "rpc.unknown_method"


class MalformedRequest(AppError):
    kind = "invalid"
    code = "rpc.malformed_request"


class StoreAway(Unavailable):
    code = "store.away"


def told_as(error: BaseException) -> AppError:
    """Only our own errors tell their text. A store that is away is no fault: the caller may come again. Anything else
    is one, and its text is not for the world."""
    if isinstance(error, AppError):
        return error
    return StoreAway() if is_outage(error) or is_transient(error) else AppError()


def wire_error(error: BaseException) -> dict[str, Any]:
    """nameko's error form."""
    told = told_as(error)
    kind = type(told)
    return {
        "exc_type": kind.__name__,
        "exc_path": f"{kind.__module__}.{kind.__qualname__}",
        "exc_args": [told.to_wire()],
        "value": str(told),
    }


class Rpc(Entrypoint):
    door = RpcDoor()

    def setup(self) -> None:
        self.door.setup()
        self.door.methods[self.method_name] = self

    def stop(self) -> None:
        self.door.cancel()

    def handle(self, raw: Any) -> None:
        """Never raises: it runs in a managed thread."""
        started = time.monotonic()
        name = f"{self.container.service_name}.{self.method_name}"
        try:
            kwargs = decode(raw)
        except MalformedRequest as error:
            return self.door.answer(raw, self.method_name, None, error)

        def finished(worker_ctx: Any, result: Any, exc_info: Any) -> Any:
            error = exc_info[1] if exc_info else None
            outcome = "ok" if error is None else told_as(error).kind
            metrics.RPC_REQUESTS.of(method=name, outcome=outcome).inc()
            metrics.RPC_SECONDS.of(method=name).observe(time.monotonic() - started)
            if outcome == "internal":
                log.error("request_failed", method=name, exc_info=exc_info)
            self.door.answer(raw, self.method_name, result, error)
            return result, exc_info

        try:
            self.container.spawn_worker(self, (), kwargs, context_data=carried(raw), handle_result=finished)
        except Exception as error:
            log.exception("request_failed", method=name, error=type(error).__name__)
            self.door.answer(raw, self.method_name, None, error)


rpc = Rpc.decorator


def decode(raw: Any) -> dict[str, Any]:
    """The keyword arguments. Positional ones are refused: every method takes the named fields of its request."""
    if len(raw.body) > MAX_BODY:
        raise MalformedRequest
    try:
        body = msgspec.json.decode(raw.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise MalformedRequest from None
    kwargs = body.get("kwargs") if isinstance(body, dict) else None
    if not isinstance(kwargs, dict) or body.get("args"):
        raise MalformedRequest
    return kwargs


def carried(raw: Any) -> dict[str, Any]:
    """The few headers we read, and only when they are text."""
    headers = raw.headers or {}
    found = {name: headers.get(HEADER_PREFIX + name) for name in CARRIED}
    return {name: value for name, value in found.items() if isinstance(value, str)}
