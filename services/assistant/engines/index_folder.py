"""The folder in which one process keeps its index: a generation in use, and at times the next one being built.

<root>/v2-<random>/            one tantivy index
<root>/v2-<random>/complete    it was filled once: a killed rebuild has none, and is swept away at the next start

Promises that no two processes use one folder (a lock on the folder itself, let go by a killed process), that a damaged
generation is never opened, and that what is not in use is removed. Does not know what is in the index.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import tantivy

from services.assistant.engines.index_files import DamagedIndexError, read_through

COMPLETE = "complete"
# tantivy's least; a commit then costs about 50 ms, and a province's clauses fit many times over.
WRITER_BYTES = 15_000_000


@dataclass(frozen=True)
class Generation:
    folder: Path
    index: tantivy.Index
    writer: tantivy.IndexWriter


class IndexFolder:
    def __init__(self, root: Path, form: str, schema: tantivy.Schema) -> None:
        """Opens the generation completed last that is whole, or an empty one. Raises RuntimeError when another process
        has the folder."""
        self._root = root
        self._form = form
        self._schema = schema
        self._lock: int | None = None
        self._building: set[Path] = set()
        self._claim()
        self.use(self._newest() or self.start())

    @property
    def current(self) -> Generation:
        return self._current

    def start(self) -> Generation:
        """An empty generation beside the one in use."""
        self._claim()
        folder = self._root / f"{self._form}-{uuid4().hex}"
        self._building.add(folder)
        try:
            folder.mkdir()
            index = tantivy.Index(self._schema, str(folder))
            return Generation(folder, index, index.writer(WRITER_BYTES, 1))
        except BaseException:
            self.give_up(folder)
            raise

    def use(self, filled: Generation) -> None:
        """From now on this one is searched, and opened by a restart; the one before goes."""
        with (filled.folder / COMPLETE).open("ab") as mark:
            os.fsync(mark.fileno())
        self._current = filled
        self._building.discard(filled.folder)
        self._sweep()

    def give_up(self, folder: Path) -> None:
        """A generation that could not be filled: on a full disk it would take the room that the next one needs."""
        shutil.rmtree(folder, ignore_errors=True)
        self._building.discard(folder)

    def close(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _claim(self) -> None:
        """Again whenever a generation is begun: the folder may have been deleted, and another stand in its place."""
        self._root.mkdir(parents=True, exist_ok=True)
        if self._lock is not None and os.path.samestat(os.fstat(self._lock), self._root.stat()):
            return
        self.close()
        held = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(held)
            raise RuntimeError(f"{self._root} is in use by another process: give each its own index folder") from error
        self._lock = held

    def _sweep(self) -> None:
        for path in self._root.iterdir():
            # In this order: a generation is current before it is no longer being built, and two may end at once.
            if path not in self._building and path != self._current.folder:
                shutil.rmtree(path, ignore_errors=True)

    def _newest(self) -> Generation | None:
        complete = [path for path in self._root.iterdir() if self._is_complete(path)]
        newest_first = sorted(complete, key=lambda path: (path / COMPLETE).stat().st_mtime_ns, reverse=True)
        return next((opened for opened in map(self._try, newest_first) if opened), None)

    def _is_complete(self, path: Path) -> bool:
        return path.name.startswith(f"{self._form}-") and (path / COMPLETE).is_file()

    def _try(self, folder: Path) -> Generation | None:
        try:
            read_through(folder)
            index = tantivy.Index.open(str(folder))
            return Generation(folder, index, index.writer(WRITER_BYTES, 1))
        except (DamagedIndexError, ValueError, OSError):
            return None
