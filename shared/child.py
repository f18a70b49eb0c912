"""A file read by a process of its own: readers of other people's files are large C programs, and a few bytes of a file
may unfold to gigabytes. The child limits itself (`resource`) and gets the file through memory, not a folder.

Promises: no more children at once than allowed, and none outlives `seconds`. Does not: limit the child's memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from shared.errors import Unavailable


class ChildReader:
    """`module`: run as `python -m module …`, with the file as its standard input. `seconds`: by the clock. `at_once`:
    children of this process; who comes meanwhile waits half of `seconds` for a turn. None: any number."""

    def __init__(self, module: str, seconds: float, at_once: int | None = None) -> None:
        self._module, self._seconds = module, seconds
        self._free = None if at_once is None else threading.BoundedSemaphore(at_once)

    def answer(self, content: bytes, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes:
        """What the child printed. Raises Unavailable without a turn, subprocess.TimeoutExpired, CalledProcessError."""
        with self._turn(), _in_memory(content) as descriptor:
            done = subprocess.run(
                [sys.executable, "-m", self._module, *arguments],
                stdin=descriptor, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=self._seconds, check=True,
                env=environment,
            )  # fmt: skip
        return done.stdout

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._free is None:
            yield
            return
        if not self._free.acquire(timeout=self._seconds / 2):
            raise Unavailable
        try:
            yield
        finally:
            self._free.release()


@contextmanager
def _in_memory(content: bytes) -> Iterator[int]:
    descriptor = os.memfd_create("file")
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)
