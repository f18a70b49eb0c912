"""What the assistant asks of any retriever. One suite of tests holds every implementation to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

import msgspec

from services.assistant.rules.knowledge import Entry, Found, KnownClause, KnownDocument

# A document without such a day holds from the first, until the last.
FIRST_DAY, LAST_DAY = 0, 99_991_231


class Stored(msgspec.Struct, frozen=True):
    """What an index keeps beside the words of a clause, to show it."""

    document: KnownDocument
    clause: KnownClause


class RetrieverBrokenError(Exception):
    """The index cannot be read or written: rebuild it from the store."""


class Retriever(Protocol):
    """An index is a copy: everything in it can be rebuilt from the store, and is when it looks wrong."""

    def apply(self, put: Iterable[Entry], gone: Iterable[str]) -> None:
        """Replace each document put and forget each gone, together; searchable when this returns."""

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Start anew beside the index in use, then change over; searches go on meanwhile."""

    def search(
        self, asked: Sequence[str], pairs: Sequence[str], *, audiences: Sequence[str], as_of: date, limit: int
    ) -> list[Found]:
        """Best first; only clauses of documents addressed to one of `audiences` and in force on the day."""

    def rarity(self, parts: Iterable[str]) -> Mapping[str, float]:
        """Inverse document frequency of each syllable or pair; largest for what stands in no clause."""

    def seen(self, parts: Iterable[str]) -> list[int]:
        """In how many clauses each syllable or pair stands, whoever may read them: for guessing, never to be shown."""

    def vocabulary(self) -> Mapping[str, int]:
        """Every syllable of the index and in how many clauses it stands. Asked for only where one stands nowhere."""

    def versions(self) -> dict[str, int]:
        """Which version of which document is searchable. Raises RetrieverBrokenError when files are gone."""

    def close(self) -> None: ...


def inverse_frequency(seen_in: int, clauses: int) -> float:
    """BM25's, of `seen_in` of `clauses`; a count that deleted clauses are still in is held to what there is."""
    seen = min(seen_in, clauses)
    return math.log(1 + (clauses - seen + 0.5) / (seen + 0.5))


def day_number(value: date | None, otherwise: int) -> int:
    """A day as a number in the order of the calendar, which is what indexes compare."""
    return value.year * 10_000 + value.month * 100 + value.day if value else otherwise
