"""The reader of this process as the desk has it now: asked before every text, built again only after a change."""

from __future__ import annotations

from pathlib import Path

from services.speech.engines.reader import Reader, load_reader
from services.speech.rules.reading_entries import laid_over
from services.speech.store import readings


class FreshReader:
    """`folder`: the province's own tables. The desk's entries lie over them."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._version = -1
        self._reader: Reader | None = None

    def current(self) -> Reader:
        """One look at the number of the last change. The version is read before the entries: a change between the two
        is in the entries already and costs one more building."""
        version = readings.version()
        if self._reader is None or version != self._version:
            self._reader, self._version = self.with_entry(), version
            self._reader.desk = version
        return self._reader

    def with_entry(self, table: str = "", written: str = "", spoken: str | None = None) -> Reader:
        """As it would read if this entry were taken in."""
        entries = {key: change.spoken for key, change in readings.in_force().items() if change.spoken is not None}
        if spoken is not None:
            entries[table, written] = spoken
        return load_reader(self._folder, laid_over(entries))


_kept: list[FreshReader] = []


def use_reader(reader: FreshReader) -> None:
    _kept[:] = [reader]


def fresh_reader() -> FreshReader:
    return _kept[0]
