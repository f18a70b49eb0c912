"""One confirmed publisher for processes on eventlet: retry copies, parked copies and RPC replies.

Promises: `publish` returns only when the broker has the message (`confirm=True`) or raises; it never hangs, not even
on a memory or disk alarm, where the broker stops reading and a polite close would wait for ever.
Volume goes through the relay (pika, pipelined), never through here.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import amqp
from amqp.exceptions import AMQPError, MessageNacked
from kombu import Connection
from kombu.exceptions import OperationalError

from shared.errors import Unavailable

CONFIRM_TIMEOUT = 10.0
PERSISTENT = 2


class Unroutable(Exception):
    """No queue took the message. The target's declaration is missing; the caller keeps the original."""


class BrokerUnavailable(Unavailable):
    code = "broker.unavailable"


class Publisher:
    """Lazy connection, rebuilt after any failure; one message at a time, so callers may be many greenlets."""

    def __init__(self, uri: str, *, confirm: bool = True) -> None:
        self._uri = uri
        self._confirm = confirm
        self._lock = threading.Lock()
        self._connection: Any = None
        self._channel: Any = None
        self._returned: list[str] = []

    def publish(
        self,
        body: bytes,
        *,
        exchange: str,
        routing_key: str,
        headers: Mapping[str, Any] | None = None,
        **properties: Any,
    ) -> None:
        """Raises Unroutable, or BrokerUnavailable when it is not known whether the broker has it."""
        message = amqp.Message(body, application_headers=dict(headers or {}), **properties)
        with self._lock:
            try:
                self._send(message, exchange, routing_key)
            except (AMQPError, OperationalError, MessageNacked, OSError, Unavailable) as error:
                self._drop()
                raise BrokerUnavailable from error
            if self._returned:
                self._returned.clear()
                raise Unroutable(f"{exchange or '(default)'} → {routing_key}")

    def _send(self, message: Any, exchange: str, routing_key: str) -> None:
        channel = self._open()
        if self._confirm:
            channel.basic_publish_confirm(
                message, exchange=exchange, routing_key=routing_key, mandatory=True, confirm_timeout=CONFIRM_TIMEOUT
            )
        else:
            channel._basic_publish(message, exchange=exchange, routing_key=routing_key)  # noqa: SLF001 - kombu's own way

    def _open(self) -> Any:
        if self._channel is None:
            options = {"on_blocked": _refuse_when_blocked, "read_timeout": CONFIRM_TIMEOUT, "write_timeout": 10}
            self._connection = Connection(self._uri, connect_timeout=5, transport_options=options)
            self._connection.connect()
            self._channel = self._connection.channel()
            self._channel.events["basic_return"].add(self._on_return)
        return self._channel

    def _on_return(self, error: Exception, exchange: str, routing_key: str, message: Any) -> None:
        self._returned.append(routing_key)

    def _drop(self) -> None:
        connection, self._connection, self._channel = self._connection, None, None
        self._returned.clear()
        if connection is not None:
            connection.collect(socket_timeout=0.1)  # no Close/CloseOk: a blocked broker would not answer

    def close(self) -> None:
        with self._lock:
            self._drop()


def _refuse_when_blocked(reason: str) -> None:
    raise BrokerUnavailable(code="broker.blocked")
