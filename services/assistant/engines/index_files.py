"""Whether the files of a tantivy index are whole, read without tantivy: it maps them into memory and would take half
a file for an answer, or end the process at the first page that is not there.

Every segment file ends in a footer: its checksum as JSON, the length of that, a magic number.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import msgspec

META = "meta.json"
_PARTS = ("term", "idx", "store", "fast", "fieldnorm")
_MAGIC = 1337
_TAIL = struct.Struct("<II")
_BLOCK = 1 << 20


class _Deletes(msgspec.Struct):
    opstamp: int


class _Segment(msgspec.Struct):
    segment_id: UUID
    deletes: _Deletes | None = None


class _Meta(msgspec.Struct):
    segments: list[_Segment]


class _Footer(msgspec.Struct):
    crc: int


class DamagedIndexError(Exception):
    """A file is gone, cut short or not what was written; the message names it."""


def look_over(folder: Path) -> None:
    """Raises DamagedIndexError when a file in use is missing or cut short. Reads a few bytes of each, so it may be
    asked every other second, and twice: a merge may just have replaced the segments that were read about."""
    try:
        _each_file(folder, _check_tail)
    except DamagedIndexError:
        _each_file(folder, _check_tail)


def read_through(folder: Path) -> None:
    """As `look_over`, and every checksum is computed: about a second for a gigabyte, once at the start."""
    _each_file(folder, _check_sum)


def _each_file(folder: Path, check: Callable[[Path], None]) -> None:
    try:
        meta = msgspec.json.decode((folder / META).read_bytes(), type=_Meta)
    except (OSError, msgspec.DecodeError) as error:
        raise DamagedIndexError(f"{folder.name}/{META}: {error}") from error
    for segment in meta.segments:
        names = [f"{segment.segment_id.hex}.{part}" for part in _PARTS]
        if segment.deletes:
            names.append(f"{segment.segment_id.hex}.{segment.deletes.opstamp}.del")
        for name in names:
            try:
                check(folder / name)
            except (OSError, ValueError, struct.error) as error:
                raise DamagedIndexError(f"{folder.name}/{name}: {error}") from error


def _check_tail(path: Path) -> None:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL.size))
        length, magic = _TAIL.unpack(file.read())
    if magic != _MAGIC or length + _TAIL.size > size:
        raise ValueError("has no footer")


def _check_sum(path: Path) -> None:
    _check_tail(path)
    with path.open("rb") as file:
        size = file.seek(-_TAIL.size, 2)
        length, _ = _TAIL.unpack(file.read())
        body = size - length
        file.seek(body)
        footer = msgspec.json.decode(file.read(length), type=_Footer)
        file.seek(0)
        computed = 0
        while body > 0 and (block := file.read(min(_BLOCK, body))):
            computed = zlib.crc32(block, computed)
            body -= len(block)
    if computed != footer.crc:
        raise ValueError("is not what was written")
