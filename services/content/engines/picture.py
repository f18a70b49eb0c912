"""A sent picture, made anew: upright, without what cameras write beside it (place, device, time), in two sizes.

Decoders of pictures are large C programs, and a picture of a few bytes may unfold to gigabytes: it is done in a process
of its own with little time and memory (`picture_child`).
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from services.content.rules.file_errors import PictureBroken, PictureTooLarge
from shared.child import ChildReader

SECONDS = 15
_reader = ChildReader("services.content.engines.picture_child", SECONDS, at_once=1)
TOO_LARGE = 3
"""What the child ends with."""


@dataclass(frozen=True)
class Picture:
    """JPEG of two sizes. `width`, `height`: of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


def made_anew(content: bytes) -> Picture:
    """Of at most 1,600 and 480 pixels on its long side. Raises PictureBroken, PictureTooLarge, Unavailable."""
    return _made(content)


def as_cover(content: bytes) -> Picture:
    """Squares of 1,400 pixels, as podcast directories ask for, and of 480: the whole picture on the house colour,
    enlarged to twice its size at most. Raises as `made_anew`."""
    return _made(content, "cover")


def without_traces(content: bytes) -> bytes:
    """A JPEG or PNG in its own size and kind, without what stood beside it. Raises as `made_anew`."""
    return _made(content, "whole").large


def _made(content: bytes, *how: str) -> Picture:
    try:
        answer = _reader.answer(content, *how)
    except subprocess.TimeoutExpired:
        raise PictureTooLarge from None
    except subprocess.CalledProcessError as error:
        raise (PictureTooLarge if error.returncode == TOO_LARGE else PictureBroken) from None
    width, height, length = (int.from_bytes(answer[place : place + 4]) for place in (0, 4, 8))
    return Picture(answer[12 : 12 + length], answer[12 + length :], width, height)
