"""The open search of this process, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from services.content.engines.search_folder import SearchFolder
from services.content.engines.search_index import told_as_broken
from services.content.engines.search_reading import Reader, SearchReading
from services.content.rules.errors import SearchNotOpen
from services.content.settings import Settings

VOCABULARY_SECONDS = 60.0
MOST_WORDS = 200_000


@dataclass
class SearchPlace:
    folder: SearchFolder
    _words: dict[str, int] = field(default_factory=dict)
    _words_until: float = 0.0

    @property
    def complete(self) -> bool:
        """False while a new process still fills its index: something may be missing from what it finds."""
        return self.folder.current.filled_for is not None

    def reading(self, reader: Reader) -> SearchReading:
        index = self.folder.current
        return SearchReading(index.schema, index.searcher(), reader)

    def vocabulary(self) -> dict[str, int]:
        """Every folded word of the index with the number of things it stands in, hidden ones included; a minute old."""
        if not self._words or monotonic() >= self._words_until:
            with told_as_broken():
                self._words = dict(self.folder.current.searcher().terms_with_prefix("words", "", None, MOST_WORDS))
            self._words_until = monotonic() + VOCABULARY_SECONDS
        return self._words

    def forget_vocabulary(self) -> None:
        self._words = {}


def open_search(settings: Settings) -> SearchPlace:
    return SearchPlace(SearchFolder(settings.search_dir))


class _Process:
    place: SearchPlace | None = None


def use_search(opened: SearchPlace | None) -> None:
    _Process.place = opened


def search_place() -> SearchPlace:
    """Raises SearchNotOpen."""
    if _Process.place is None:
        raise SearchNotOpen
    return _Process.place
