"""Frames as they really come: several in one read, one in several reads."""

import itertools
import socket
import struct
from typing import Any

import pytest
from amqp.exceptions import UnexpectedFrame
from hypothesis import given
from hypothesis import strategies as st

from shared.messaging.frames import FrameReader

FRAMES = st.lists(st.tuples(st.integers(0, 255), st.integers(0, 65535), st.binary(max_size=300)), max_size=12)


class Line:
    """The two things of an amqp connection that the reader uses, over a real socket."""

    def __init__(self) -> None:
        self.far, self.sock = socket.socketpair()
        self.transport = self
        self.handled: list[tuple[int, int, bytes]] = []
        self.on_inbound_frame: Any = self.handled.append

    def close(self) -> None:
        self.far.close()
        self.sock.close()


def on_the_wire(frames: list[tuple[int, int, bytes]]) -> bytes:
    return b"".join(
        struct.pack(">BHI", kind, channel, len(payload)) + payload + b"\xce" for kind, channel, payload in frames
    )


@given(FRAMES, st.lists(st.integers(0, 4000), max_size=6))
def test_wherever_the_stream_is_cut_every_frame_is_handled_once_and_in_order(
    frames: list[tuple[int, int, bytes]], cuts: list[int]
) -> None:
    line, octets = Line(), on_the_wire(frames)
    reader = FrameReader(line)
    edges = sorted({0, *[cut for cut in cuts if cut < len(octets)], len(octets)})
    for start, end in itertools.pairwise(edges):
        line.far.sendall(octets[start:end])
        reader.read(1)
    assert line.handled == frames
    line.close()


def test_silence_is_no_error_and_leaves_the_timeout_as_it_was() -> None:
    line = Line()
    line.sock.settimeout(7)
    FrameReader(line).read(0.01)
    assert line.sock.gettimeout() == 7
    line.close()


def test_a_closed_connection_and_a_broken_frame_are_errors() -> None:
    line = Line()
    line.far.sendall(b"\x01\x00\x01\x00\x00\x00\x02ab!")
    with pytest.raises(UnexpectedFrame):
        FrameReader(line).read(1)
    line.far.close()
    with pytest.raises(OSError, match="closed"):
        FrameReader(line).read(1)
    line.close()
