"""What the search is fed with: which entries there should be, what they say, and which rows have changed.

A further kind of thing is a further row of `SOURCES`; its function says what of it is found, None while nobody may.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pymongo.errors import OperationFailure, PyMongoError

from services.content.rules.search_entry import SearchEntry, key_of, stamp_of
from services.content.store.articles import Article
from services.content.store.books import Book
from services.content.store.bulletins import Bulletin
from services.content.store.courses import Course
from services.content.store.documents import Document
from services.content.store.notices import Notice
from services.content.store.search_entries import (
    entry_of_article,
    entry_of_book,
    entry_of_bulletin,
    entry_of_course,
    entry_of_document,
    entry_of_notice,
)
from shared.observability import log
from shared.security import paths
from shared.store import database

BATCH = 1_000
WAIT_MS = 200


@dataclass(frozen=True)
class Source:
    """`readable` and `audience`, in the store's own words, say which rows anybody may find, and from where; with the
    version they lie in the index named `index`, so that a comparison reads no text."""

    thing: str
    kind: type[Any]
    entry_of: Callable[[Any], SearchEntry | None]
    readable: dict[str, Any]
    audience: str
    index: str


@dataclass(frozen=True)
class Entries:
    """`gone`: keys of what nobody finds any more."""

    put: list[SearchEntry]
    gone: list[str]


SOURCES = (
    Source("article", Article, entry_of_article, {"state": "published"}, "published.audience", "articles_for_search"),
    Source("document", Document, entry_of_document, {"withdrawn": False}, "audience", "documents_for_search"),
    Source("notice", Notice, entry_of_notice, {"state": "sent"}, "audience", "notices_for_search"),
    Source("course", Course, entry_of_course, {"state": "open"}, "opened.audience", "courses_for_search"),
    Source("book", Book, entry_of_book, {"state": "published"}, "published.audience", "books_for_search"),
    Source("bulletin", Bulletin, entry_of_bulletin, {"withdrawn": False}, "audience", "bulletins_for_search"),
)
_BY_THING = {source.thing: source for source in SOURCES}
_BY_COLLECTION = {source.kind._meta["collection"]: source for source in SOURCES}


def stamps() -> Iterator[dict[str, str]]:
    """{key: stamp} of all that should be found, in batches."""
    for source in SOURCES:
        fields = {"_id": 1, "version": 1, source.audience: 1}
        rows = source.kind._get_collection().find(source.readable, fields, hint=source.index, batch_size=BATCH)
        batch: dict[str, str] = {}
        for row in rows:
            audience: Any = row
            for name in source.audience.split("."):
                audience = audience[name]
            batch[key_of(source.thing, row["_id"])] = stamp_of(row["version"], audience)
            if len(batch) == BATCH:
                yield batch
                batch = {}
        if batch:
            yield batch


def entries(keys: Iterable[str]) -> Entries:
    """As they stand in the store now. A row that makes no entry is told and left out: it must hold up no other."""
    ids: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        thing, _, thing_id = key.partition(":")
        ids[thing].append(thing_id)
    put = [
        entry
        for thing, wanted in ids.items()
        for row in _BY_THING[thing].kind.objects(id__in=wanted)
        if (entry := _entry(_BY_THING[thing], row)) is not None
    ]
    found = {entry.key for entry in put}
    asked = [key_of(thing, each) for thing, wanted in ids.items() for each in wanted]
    return Entries(put, [key for key in asked if key not in found])


def _entry(source: Source, row: Any) -> SearchEntry | None:
    try:
        entry = source.entry_of(row)
        if entry is not None:
            paths.checked(entry.audience)
    except Exception as error:  # noqa: BLE001  whatever is wrong with one row, the others are to be found
        log.exception("search_entry_not_made", thing=source.thing, id=row.id, error=type(error).__name__)
        return None
    return entry


class Changes:
    """Which rows were changed, by whatever statement, as the store itself tells it."""

    def __init__(self) -> None:
        self._stream: Any = None
        self._token: Any = None

    def begin(self) -> bool:
        """False where it goes on after the last change that was taken: nothing was missed then. True where it begins
        anew: compare all, after this and not before. Raises PyMongoError."""
        here = {"ns.coll": {"$in": list(_BY_COLLECTION)}}
        wanted: list[dict[str, Any]] = [
            {"$match": {"$or": [{**here, "documentKey": {"$exists": True}}, *_all_at_once(here)]}},
            {"$project": {"_id": 1, "ns": 1, "documentKey": 1}},
        ]
        anew = self._token is None
        try:
            self._stream = database().watch(wanted, resume_after=self._token, max_await_time_ms=WAIT_MS)
        except OperationFailure:
            # The store no longer has the history since then, or not this one.
            self._token = None
            raise
        self._token = self._stream.resume_token
        return anew

    @property
    def begun(self) -> bool:
        return self._stream is not None

    def take(self, most: int) -> list[str]:
        """The keys of what changed, each once; [] after `WAIT_MS` without a change. Raises PyMongoError. Where all rows
        went at once it has to `begin` anew."""
        keys: dict[str, None] = {}
        while len(keys) < most and (change := self._stream.try_next()) is not None:
            if "documentKey" not in change:
                self.close()
                self._token = None
                break
            source = _BY_COLLECTION[change["ns"]["coll"]]
            keys[key_of(source.thing, change["documentKey"]["_id"])] = None
        return list(keys)

    def taken(self) -> None:
        """All that was taken is in the index."""
        if self._stream is not None:
            self._token = self._stream.resume_token

    def close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            try:
                stream.close()
            except PyMongoError:
                return


def _all_at_once(here: dict[str, Any]) -> list[dict[str, Any]]:
    """A collection that is dropped, moved aside or back: no row of it is told."""
    back = {"operationType": "rename", "to.coll": here["ns.coll"]}
    return [{**here, "operationType": {"$in": ["drop", "rename"]}}, back]
