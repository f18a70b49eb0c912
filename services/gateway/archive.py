"""A ZIP written while it is sent: what is put in next is fetched when the one before is on its way, so that the door
never holds more than one file."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator
from typing import IO, cast

Parts = AsyncIterator[tuple[str, bytes]]
"""(name, content)"""


class Outlet:
    """What a ZIP writes into; it cannot go back in it."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


async def zipped(parts: Parts) -> AsyncIterator[bytes]:
    """A name that comes again gets a number; contents are mostly compressed already and stay as they are."""
    outlet = Outlet()
    with zipfile.ZipFile(cast("IO[bytes]", outlet), "w", zipfile.ZIP_STORED) as archive:
        async for name, content in parts:
            archive.writestr(free_name(archive, name), content)
            yield outlet.taken()
    yield outlet.taken()


def free_name(archive: zipfile.ZipFile, name: str) -> str:
    there = set(archive.namelist())
    stem, dot, ending = name.rpartition(".")
    number = 2
    free = name
    while free in there:
        free, number = f"{stem} ({number}){dot}{ending}", number + 1
    return free
