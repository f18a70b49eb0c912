"""Reference: nothing but pika's SelectConnection, confirms in flight, persistent and mandatory; bodies made before."""

import os
import time
from itertools import takewhile
from typing import Any

import pika
from pika import spec

from tests.performance.contracts import bodies
from tests.performance.sides.report import report, task

WINDOW = 1000  # the relay's


class Publishing:
    def __init__(self, exchange: str, routing_key: str, bodies_to_send: list[bytes]) -> None:
        self._exchange, self._routing_key, self._bodies = exchange, routing_key, bodies_to_send
        self._properties = pika.BasicProperties(delivery_mode=2, content_type="application/cloudevents+json")
        self._pending: dict[int, None] = {}
        self._sent = 0
        self.began = self.ended = 0.0
        self.refused = 0

    def on_connection(self, connection: Any) -> None:
        self._connection = connection
        connection.channel(on_open_callback=self._on_channel)

    def _on_channel(self, channel: Any) -> None:
        self._channel = channel
        channel.add_on_return_callback(self._on_return)
        channel.confirm_delivery(self._on_confirm, callback=self._on_ready)

    def _on_ready(self, _frame: Any) -> None:
        self.began = time.perf_counter()
        self._pump()

    def _on_return(self, *_: Any) -> None:
        self.refused += 1

    def _pump(self) -> None:
        while self._sent < len(self._bodies) and len(self._pending) < WINDOW:
            body = self._bodies[self._sent]
            self._sent += 1
            self._pending[self._sent] = None
            self._channel.basic_publish(self._exchange, self._routing_key, body, self._properties, mandatory=True)

    def _on_confirm(self, frame: Any) -> None:
        method = frame.method
        self.refused += isinstance(method, spec.Basic.Nack)
        tags = [method.delivery_tag]
        if method.multiple:
            tags = list(takewhile(lambda tag: tag <= method.delivery_tag, self._pending))
        for tag in tags:
            self._pending.pop(tag, None)
        if self._sent == len(self._bodies) and not self._pending:
            self.ended = time.perf_counter()
            self._connection.close()
        elif len(self._pending) <= WINDOW // 2:
            self._pump()


def publish(uri: str, exchange: str, routing_key: str, bodies_to_send: list[bytes]) -> float:
    """Seconds from the first publish to the last confirm. Raises RuntimeError when one was not taken."""
    publishing = Publishing(exchange, routing_key, bodies_to_send)
    connection = pika.SelectConnection(
        pika.URLParameters(uri),
        on_open_callback=publishing.on_connection,
        on_open_error_callback=lambda connection, _: connection.ioloop.stop(),
        on_close_callback=lambda connection, _: connection.ioloop.stop(),
    )
    connection.ioloop.start()
    if not publishing.ended or publishing.refused:
        raise RuntimeError(f"{publishing.refused} refused, or the connection broke")
    return publishing.ended - publishing.began


if __name__ == "__main__":
    told = task()
    made = bodies(told["count"])
    report(len(made), publish(os.environ["SOTAY_AMQP_URI"], told["exchange"], told["type"], made))
