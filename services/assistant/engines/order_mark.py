"""Which order to make the index anew this process's index has carried out: a number in a file beside the index.

Written after the new index is in use. A process that is killed in between carries the order out again.
"""

from __future__ import annotations

from pathlib import Path


class OrderMark:
    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def beside(cls, index: Path) -> OrderMark:
        return cls(index.with_name(f"{index.name}.order"))

    def number(self) -> int:
        """0 where none was carried out, or nobody knows."""
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def note(self, number: int) -> None:
        written = self._path.with_suffix(".part")
        written.write_text(str(number), encoding="ascii")
        written.replace(self._path)
