"""Passwords that leaked somewhere, looked up in a file on this machine: nothing about a password leaves it.

The file is a mark and then the first eight bytes of each password's SHA-1, sorted: a tenth of the size of the lists
that are handed around, and a look-up is some thirty reads of a memory map. Eight bytes make one false refusal in ten
thousand million passwords, even for a list of a thousand million.
"""

from __future__ import annotations

import hashlib
import heapq
import mmap
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

MARK = b"SOTAYBP1"
WIDTH = 8
SORTED_AT_ONCE = 2_000_000
_HASH_LINE = re.compile(r"^([0-9A-Fa-f]{40})(?::(\d+))?$")
_SUFFIX_LINE = re.compile(r"^([0-9A-Fa-f]{35}):(\d+)$")
_RANGE_NAME = re.compile(r"^[0-9A-Fa-f]{5}$")


class BreachedPasswords:
    """One file, open for as long as the process lives."""

    def __init__(self, file: Path) -> None:
        """Raises ValueError for a file that `write_list` did not make, OSError for one that is not there."""
        with file.open("rb") as opened:
            self._map = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        size = len(self._map) - len(MARK)
        if self._map[: len(MARK)] != MARK or size % WIDTH:
            raise ValueError(f"{file.name} is not a list made by build-breached-list")
        self._count = size // WIDTH

    def __len__(self) -> int:
        return self._count

    def holds(self, passwords: Iterable[str]) -> bool:
        """Whether one of these leaked."""
        return any(self._has(_key(password)) for password in passwords)

    def _has(self, key: bytes) -> bool:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._at(middle) < key:
                low = middle + 1
            else:
                high = middle
        return low < self._count and self._at(low) == key

    def _at(self, place: int) -> bytes:
        start = len(MARK) + place * WIDTH
        return self._map[start : start + WIDTH]


def write_list(source: Path, target: Path, *, least: int = 1) -> int:
    """From a text file (a password or a SHA-1 a line, `HASH:COUNT` as lists are handed around) or a folder of ranges
    (files named by five hex digits, `REST:COUNT` a line). Leaves out what leaked fewer than `least` times. Needs memory
    for two million hashes, and room on the disk twice the result's. Answers how many there are."""
    part = target.with_suffix(".part")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, part.open("wb") as written:
        written.write(MARK)
        count = 0
        before = b""
        for key in heapq.merge(*_sorted_runs(_keys(source, least), Path(folder))):
            if key != before:
                written.write(key)
                count += 1
            before = key
    part.replace(target)
    return count


def _sorted_runs(keys: Iterator[bytes], folder: Path) -> list[Iterator[bytes]]:
    runs: list[Iterator[bytes]] = []
    while chunk := sorted(islice(keys, SORTED_AT_ONCE)):
        file = folder / str(len(runs))
        file.write_bytes(b"".join(chunk))
        runs.append(_run(file))
    return runs


def _run(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while key := opened.read(WIDTH):
            yield key


def _keys(source: Path, least: int) -> Iterator[bytes]:
    if source.is_dir():
        for file in sorted(source.iterdir()):
            if _RANGE_NAME.match(file.stem):
                yield from _keys_of_range(file, least)
        return
    with source.open("rb") as opened:
        for line in _lines(opened):
            found = _HASH_LINE.match(line)
            if found is None:
                yield _key(line)
            elif int(found[2] or least) >= least:
                yield bytes.fromhex(found[1])[:WIDTH]


def _keys_of_range(file: Path, least: int) -> Iterator[bytes]:
    with file.open("rb") as opened:
        for line in _lines(opened):
            found = _SUFFIX_LINE.match(line)
            if found and int(found[2]) >= max(least, 1):  # a count of 0 is padding
                yield bytes.fromhex(file.stem + found[1])[:WIDTH]


def _lines(opened: BinaryIO) -> Iterator[str]:
    for line in opened:
        text = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        if text:
            yield text


def _key(password: str) -> bytes:
    return hashlib.sha1(password.encode("utf-8", "surrogateescape"), usedforsecurity=False).digest()[:WIDTH]
