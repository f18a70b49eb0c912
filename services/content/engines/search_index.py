"""One index folder of the search on tantivy: written by one thread, read by all.

Promises that a killed process leaves what was last committed, and that a damaged or deleted folder is noticed as
`SearchIndexBrokenError`. Does not keep a text as truth: that is the store's, and the index is made again from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import tantivy
from tantivy import Query

from services.content.engines.search_schema import rows_of, schema
from services.content.rules.search_entry import SearchEntry

# A commit costs some 50 ms; a larger heap only makes a first fill a little quicker.
WRITER_BYTES = 32_000_000
# Lies in a folder since it was once found equal to the store; holds the number of an order.
FILLED = "filled"


class SearchIndexBrokenError(Exception):
    """The folder is gone or its files are not what they were: it has to be made again."""


class SearchIndex:
    def __init__(self, folder: Path, index: tantivy.Index) -> None:
        self.folder = folder
        self._index = index
        self._writer = index.writer(WRITER_BYTES, 1)
        self._filled_for = _filled_for(folder)

    @classmethod
    def create(cls, folder: Path) -> SearchIndex:
        folder.mkdir(parents=True)
        return cls(folder, tantivy.Index(schema(), str(folder)))

    @classmethod
    def open(cls, folder: Path) -> SearchIndex:
        with told_as_broken():
            index = tantivy.Index.open(str(folder))
            index.searcher().search(Query.all_query(), 1)
            return cls(folder, index)

    @property
    def schema(self) -> tantivy.Schema:
        return self._index.schema

    def apply(self, put: Iterable[SearchEntry], gone: Iterable[str]) -> None:
        """`gone` are keys. All of it is to be found at once, or none after a kill."""
        self.check()
        with told_as_broken():
            for key in gone:
                self._remove(key)
            for entry in put:
                self._remove(entry.key)
                for row in rows_of(entry):
                    self._writer.add_document(row)
            self._writer.commit()
            self._index.reload()

    def stamps(self) -> dict[str, str]:
        """{key: stamp} of everything in it."""
        self.check()
        with told_as_broken():
            found = self.searcher().terms_with_prefix("stamp", "", Query.all_query())
        return dict(term.rsplit("@", 1) for term, _ in found)

    def searcher(self) -> tantivy.Searcher:
        return self._index.searcher()

    @property
    def filled_for(self) -> int | None:
        """The order (store/search_orders.py) after which it was filled; None while it never was equal to the store."""
        return self._filled_for

    def note_filled(self, order: int) -> None:
        (self.folder / FILLED).write_text(str(order), encoding="ascii")
        self._filled_for = order

    def check(self) -> None:
        """The open index answers from memory maps even when its files are gone; the next start would not."""
        if not (self.folder / "meta.json").is_file():
            raise SearchIndexBrokenError(f"{self.folder.name} is gone")

    def close(self) -> None:
        self._writer.wait_merging_threads()

    def _remove(self, key: str) -> None:
        self._writer.delete_documents_by_term("key", key)
        self._writer.delete_documents_by_term("part_of", key)


def _filled_for(folder: Path) -> int | None:
    try:
        return int((folder / FILLED).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


@contextmanager
def told_as_broken() -> Iterator[None]:
    """Around every call of tantivy that reads or writes files."""
    try:
        yield
    except (ValueError, OSError, msgspec.MsgspecError) as error:
        raise SearchIndexBrokenError(str(error)) from error
    except BaseException as error:
        # A damaged file makes tantivy panic, and what crosses over from Rust then is no Exception.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise SearchIndexBrokenError(str(error)) from error
