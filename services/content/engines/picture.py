"""A sent picture, made anew: upright, without what cameras write beside it (place, device, time), in two sizes.

Decoders of pictures are large C programs, and a picture of a few bytes may unfold to gigabytes: it is done in a process
of its own with little time and memory, which gets the picture through memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass

from services.content.rules.file_errors import PictureBroken, PictureTooLarge
from shared.errors import Unavailable

SECONDS = 15
_free = threading.BoundedSemaphore(1)
TOO_LARGE = 3
"""What the child ends with."""


@dataclass(frozen=True)
class Picture:
    """JPEG of at most 1,600 and 480 pixels on its long side. `width`, `height`: of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


def made_anew(content: bytes) -> Picture:
    """Raises PictureBroken, PictureTooLarge, Unavailable."""
    return _made(content)


def without_traces(content: bytes) -> bytes:
    """A JPEG or PNG in its own size and kind, without what stood beside it. Raises as `made_anew`."""
    return _made(content, "whole").large


def _made(content: bytes, *how: str) -> Picture:
    if not _free.acquire(timeout=SECONDS / 2):
        raise Unavailable
    try:
        answer = _answer_of_child(content, how)
    finally:
        _free.release()
    width, height, length = (int.from_bytes(answer[place : place + 4]) for place in (0, 4, 8))
    return Picture(answer[12 : 12 + length], answer[12 + length :], width, height)


def _answer_of_child(content: bytes, how: tuple[str, ...]) -> bytes:
    descriptor = os.memfd_create("picture")
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.lseek(descriptor, 0, os.SEEK_SET)
        done = subprocess.run(
            [sys.executable, "-m", "services.content.engines.picture_child", *how],
            stdin=descriptor, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise PictureTooLarge from None
    finally:
        os.close(descriptor)
    if done.returncode:
        raise PictureTooLarge if done.returncode == TOO_LARGE else PictureBroken
    return done.stdout
