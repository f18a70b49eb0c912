"""How events leave: the frames of a `basic.publish`, made without pika's objects, and sent in bursts.

The method's frame is the same for all events of a type, and of the header only the id and the size differ. Every byte
is held against pika's own by `tests/shared/outbox/test_frames.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from struct import Struct
from typing import Any

import pika
from pika import frame, spec

CONTENT_TYPE = "application/cloudevents+json"
_BURST_BYTES = 64 * 1024
_FRAME = Struct(">BHI")  # kind, channel, size of the payload
_CONTENT = Struct(">HHQ")  # class, weight, size of the body
_END = bytes([spec.FRAME_END])


class EventFrames:
    """For one channel; `frame_max` as it was agreed with the broker."""

    def __init__(self, exchange: str, channel_number: int, frame_max: int) -> None:
        self._exchange, self._channel = exchange, channel_number
        self._most = frame_max - spec.FRAME_HEADER_SIZE - spec.FRAME_END_SIZE
        self._methods: dict[tuple[str, bool], bytes] = {}
        kept = spec.BasicProperties
        flags = kept.FLAG_CONTENT_TYPE | kept.FLAG_DELIVERY_MODE | kept.FLAG_MESSAGE_ID
        self._properties = (
            flags.to_bytes(2, "big") + _short(CONTENT_TYPE.encode()) + bytes([spec.PERSISTENT_DELIVERY_MODE])
        )

    def of(self, event: dict[str, Any], *, mandatory: bool) -> bytes:
        """`event`: as it lies in the outbox."""
        kind, body = event["type"], event["body"]
        method = self._methods.get((kind, mandatory)) or self._method(kind, mandatory)
        properties = self._properties + _short(event["id"].encode())
        header = _CONTENT.pack(spec.BasicProperties.INDEX, 0, len(body)) + properties
        parts = [method, _FRAME.pack(spec.FRAME_HEADER, self._channel, len(header)), header, _END]
        for start in range(0, len(body), self._most):
            piece = body[start : start + self._most]
            parts += (_FRAME.pack(spec.FRAME_BODY, self._channel, len(piece)), piece, _END)
        return b"".join(parts)

    def _method(self, kind: str, mandatory: bool) -> bytes:
        publish = spec.Basic.Publish(exchange=self._exchange, routing_key=kind, mandatory=mandatory)
        made: bytes = frame.Method(self._channel, publish).marshal()
        self._methods[kind, mandatory] = made
        return made


def _short(text: bytes) -> bytes:
    return bytes([len(text)]) + text


class BurstConnection(pika.SelectConnection):
    """What is written within `burst` leaves together. A system call for each event costs the broker and us more than
    all else, and hands the interpreter to another thread each time."""

    _held: list[bytes] | None = None
    _held_bytes = 0

    @contextmanager
    def burst(self) -> Iterator[None]:
        self._held = []
        try:
            yield
        finally:
            self._send_held()
            self._held = None

    def send(self, frames: bytes) -> None:
        """Whole frames for an open channel."""
        self.bytes_sent += len(frames)
        self._adapter_emit_data(frames)

    def _adapter_emit_data(self, data: bytes) -> None:
        if self._held is None:
            super()._adapter_emit_data(data)
            return
        self._held.append(data)
        self._held_bytes += len(data)
        if self._held_bytes >= _BURST_BYTES:
            self._send_held()

    def _send_held(self) -> None:
        if self._held:
            super()._adapter_emit_data(b"".join(self._held))
            self._held, self._held_bytes = [], 0
