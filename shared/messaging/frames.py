"""Reads frames off an amqp connection as they come, many at a time.

amqp asks the system for 7 bytes, the payload and 1 byte more, changes the socket's timeout before and after, and does
so three times for a message. Here one read takes what has arrived, and every
whole frame in it goes to amqp's own handler. amqp must not read the connection by itself any more after the first call.
"""

from __future__ import annotations

from struct import Struct
from typing import Any

from amqp.exceptions import UnexpectedFrame

_AT_ONCE = 64 * 1024
_HEADER = Struct(">BHI")  # kind, channel, size of the payload
_END = 0xCE


class FrameReader:
    def __init__(self, connection: Any) -> None:
        """`connection`: amqp's, connected; whoever waited for an answer on it has got it."""
        self._connection = connection
        self._rest = b""

    def read(self, seconds: float) -> None:
        """Handle what comes within `seconds`. Raises OSError when the broker went away, and amqp's errors."""
        socket = self._connection.transport.sock
        before = socket.gettimeout()
        socket.settimeout(seconds)
        try:
            arrived = socket.recv(_AT_ONCE)
        except TimeoutError:
            return
        finally:
            socket.settimeout(before)
        if not arrived:
            raise OSError("the broker closed the connection")
        self._handle(self._rest + arrived)

    def _handle(self, octets: bytes) -> None:
        at, size = 0, len(octets)
        handle = self._connection.on_inbound_frame
        while at + _HEADER.size < size:
            kind, channel, length = _HEADER.unpack_from(octets, at)
            start = at + _HEADER.size
            end = start + length
            if end >= size:
                break
            if octets[end] != _END:
                raise UnexpectedFrame(f"frame-end is {octets[end]:#x}")
            handle((kind, channel, octets[start:end]))
            at = end + 1
        self._rest = octets[at:]
