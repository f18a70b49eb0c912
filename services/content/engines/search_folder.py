"""The index folders of a process: the one in use, and the one that is being filled to take its place.

<data>/content-search/<place>/v1-<random>

A process takes the first place that no other holds, so that several on one machine need no setting and a process that
starts again finds its index. The lock ends with the process, however that ends.
"""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path
from typing import IO
from uuid import uuid4

from services.content.engines.search_index import FILLED, SearchIndex, SearchIndexBrokenError
from services.content.engines.search_schema import FORMAT

MOST_PLACES = 100


class SearchFolder:
    def __init__(self, root: Path) -> None:
        self._lock, self._place = _free_place(root)
        self.current = self._newest() or self.another()
        # Set by whoever could not read it; the follower fills another one then.
        self.suspect = False

    def check(self) -> None:
        """Raises SearchIndexBrokenError where somebody could not read the one in use."""
        if self.suspect:
            raise SearchIndexBrokenError(f"{self.current.folder.name} could not be read")

    def another(self) -> SearchIndex:
        """An empty one beside the one in use."""
        return SearchIndex.create(self._place / f"{FORMAT}-{uuid4().hex}")

    def take(self, filled: SearchIndex) -> None:
        """From now on that one answers; whoever reads the old one reads on to the end."""
        old, self.current, self.suspect = self.current, filled, False
        self.discard(old)

    def discard(self, index: SearchIndex) -> None:
        shutil.rmtree(index.folder, ignore_errors=True)

    def close(self) -> None:
        self.current.close()
        self._lock.close()

    def _newest(self) -> SearchIndex | None:
        """Of those that open, a filled one, the youngest; what else a kill left behind is removed."""
        opened: SearchIndex | None = None
        for folder in sorted(self._place.iterdir(), key=_rank, reverse=True):
            if opened is None and folder.name.startswith(f"{FORMAT}-"):
                try:
                    opened = SearchIndex.open(folder)
                    continue
                except SearchIndexBrokenError:
                    pass
            shutil.rmtree(folder, ignore_errors=True)
        return opened


def _rank(folder: Path) -> tuple[bool, float]:
    return (folder / FILLED).is_file(), folder.stat().st_mtime


def _free_place(root: Path) -> tuple[IO[bytes], Path]:
    root.mkdir(parents=True, exist_ok=True)
    for number in range(MOST_PLACES):
        lock = (root / f"{number}.lock").open("wb")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            continue
        place = root / str(number)
        place.mkdir(exist_ok=True)
        return lock, place
    raise RuntimeError(f"{MOST_PLACES} processes hold an index under {root}")
