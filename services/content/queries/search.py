"""One search over everything the person may see: with diacritics or none, by number, with a slip of the finger.

What is hidden from the person is neither found nor counted, and no suggestion comes of it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from services.content.engines.search_index import SearchIndexBrokenError
from services.content.engines.search_place import SearchPlace, search_place
from services.content.engines.search_reading import Filters, Hits, Reader, SearchReading
from services.content.engines.search_schema import Head
from services.content.rules.errors import SearchNotOpen
from services.content.rules.paging import PAGE_SIZE
from services.content.rules.permissions import READ_BELOW, found_by
from services.content.rules.search_cursor import from_search_cursor, to_search_cursor
from services.content.rules.search_entry import FIRST_DAY, Passage, day_number, key_of
from services.content.rules.search_query import Asked, asked_for, number_keys
from services.content.rules.search_snippet import Marking, Piece
from services.content.rules.search_wording import as_written
from shared import clock
from shared.beside_hub import beside_hub
from shared.security import paths_for
from shared.usecase import Context, Cursor, Line, Request
from shared.vietnamese.spelling import guesses

SearchText = Annotated[str, msgspec.Meta(max_length=200)]
Year = Annotated[int, msgspec.Meta(ge=1900, le=2999)]
Manner = Literal["as_typed", "corrected", "nearest"]


class Search(Request):
    """Without words: everything that passes the filters, the newest first."""

    text: SearchText = ""
    thing: Line | None = None
    kind: Line | None = None
    issuer: Line | None = None
    category: Line | None = None
    year: Year | None = None
    in_force: bool | None = None
    cursor: Cursor | None = None


class NewerDocument(msgspec.Struct, frozen=True):
    id: str
    number: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """`anchor`: the place in the document, "" for its beginning. `categories`: their ids. `in_force`,
    `effective_until`: of documents. `superseded_by`: what replaces it, as far as the person may see that."""

    thing: str
    id: str
    title: list[Piece]
    day: date
    number: str
    kind: str
    issuer: str
    categories: list[str]
    in_force: bool | None
    effective_until: date | None
    superseded_by: list[NewerDocument]
    anchor: str
    heading: list[Piece]
    snippet: list[Piece]


class Choice(msgspec.Struct, frozen=True):
    value: str
    count: int


class SearchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`manner`: corrected where nothing holds the words as they were typed; nearest where nothing holds all of them.
    `meant`: the corrected words as they are written; `searched`: what to ask with for the next page. `unfiltered`: how
    many there are without the filters, where these leave none. `choices` come with the first page, of all that has the
    words. `complete`: False while a new process still fills its index."""

    items: list[Hit]
    total: int
    next_cursor: str | None
    manner: Manner
    meant: str
    searched: str
    unfiltered: int
    choices: dict[str, list[Choice]]
    complete: bool


def search(query: Search, ctx: Context) -> SearchAnswer:
    """Raises CursorUnreadable, and SearchNotOpen while a damaged index is being replaced."""
    place = search_place()
    reader = Reader(found_by(ctx.actor), paths_for(ctx.actor, READ_BELOW))
    today = day_number(clock.local_date(ctx.now), FIRST_DAY)
    # In a thread: a search over a hundred thousand documents would hold the hub for tens of milliseconds.
    try:
        return beside_hub(lambda: _Search(query, place, reader, today).answer())
    except SearchIndexBrokenError as error:
        place.folder.suspect = True
        raise SearchNotOpen from error


class _Search:
    def __init__(self, query: Search, place: SearchPlace, reader: Reader, today: int) -> None:
        self._query = query
        self._after = from_search_cursor(query.cursor) if query.cursor else None
        self._open = place
        self._reading: SearchReading = place.reading(reader)
        self._filters = Filters(
            today=today,
            thing=query.thing or "",
            kind=query.kind or "",
            issuer=query.issuer or "",
            category=query.category or "",
            year=query.year,
            in_force=query.in_force,
        )
        self._all = Filters(today=today)

    def answer(self) -> SearchAnswer:
        asked = asked_for(self._query.text)
        if self._reading.any(asked, self._filters) or not asked.words:
            return self._told(asked, self._page(asked), "as_typed", searched=self._query.text)
        if (guess := self._corrected(asked)) is not None:
            return self._told(guess, self._page(guess), "corrected", searched=" ".join(guess.words))
        many = len(asked.words) > 2 and asked.number is None
        near = self._reading.nearest(asked, self._filters, PAGE_SIZE) if many else Hits()
        return self._told(asked, near, "nearest", searched=self._query.text)

    def _page(self, asked: Asked) -> Hits:
        return self._reading.page(asked, self._filters, self._after, PAGE_SIZE)

    def _corrected(self, asked: Asked) -> Asked | None:
        """The first guess by which this reader finds something."""
        found = guesses(
            asked.words,
            self._open.vocabulary(),
            lambda pairs: self._reading.seen("pairs", pairs),
            lambda pairs: self._reading.readable("pairs", pairs),
        )
        tried = (asked_for(" ".join(words)) for words in found)
        return next((guess for guess in tried if self._reading.any(guess, self._filters)), None)

    def _told(self, asked: Asked, found: Hits, manner: Manner, *, searched: str) -> SearchAnswer:
        newer = self._reading.newer_than([key_of(head.thing, head.id) for head in found.heads])
        items = [self._hit(head, asked, newer[key_of(head.thing, head.id)]) for head in found.heads]
        first = self._query.cursor is None
        choices = self._reading.choices(asked, self._all) if first else {}
        # Every thing is of one kind of thing: together they are all.
        everything = sum(count for _, count in choices.get("thing", []))
        filtered = self._filters.any or not first
        total = self._reading.count(asked, self._filters) if filtered else everything
        return SearchAnswer(
            items=items,
            total=len(items) if manner == "nearest" else total,
            next_cursor=to_search_cursor(found.next) if found.next else None,
            manner=manner,
            meant=as_written(asked.words, _texts(items)) if manner == "corrected" else "",
            searched=searched,
            unfiltered=0 if items or not self._filters.any else everything,
            choices={name: [Choice(value, count) for value, count in values] for name, values in choices.items()},
            complete=self._open.complete,
        )

    def _hit(self, head: Head, asked: Asked, newer: list[Head]) -> Hit:
        anchor, heading, text = self._where(head, asked)
        return Hit(
            thing=head.thing,
            id=head.id,
            title=Marking(head.title, asked).whole(),
            day=head.day,
            number=head.number,
            kind=head.kind,
            issuer=head.issuer,
            categories=head.categories,
            in_force=self._in_force(head),
            effective_until=head.effective_until,
            superseded_by=[NewerDocument(each.id, each.number) for each in newer],
            anchor=anchor,
            heading=heading.whole(),
            snippet=text.cut(),
        )

    def _where(self, head: Head, asked: Asked) -> tuple[str, Marking, Marking]:
        """(anchor, heading, text) of the best place; of the beginning where only the title has the words, or the
        document itself was asked for."""
        best, anchor, shown = 0, "", (Marking("", asked), Marking(head.lead, asked))
        if asked.number and asked.number.key in number_keys(head.number):
            return anchor, *shown
        for passage in self._reading.passages(head, asked):
            heading, text = _heading(passage, head, asked), Marking(passage.text, asked)
            if heading.worth + text.worth > best:
                best, anchor, shown = heading.worth + text.worth, passage.anchor, (heading, text)
            if text.has_all:
                break
        return anchor, *shown

    def _in_force(self, head: Head) -> bool | None:
        if head.thing != "document":
            return None
        begins = day_number(head.effective_from, FIRST_DAY)
        ends = day_number(head.effective_until, self._filters.today)
        return begins <= self._filters.today <= ends


def _heading(passage: Passage, head: Head, asked: Asked) -> Marking:
    """What stands before the first heading of a document has its title for one: it is not said twice."""
    return Marking("" if passage.heading == head.title else passage.heading, asked)


def _texts(items: list[Hit]) -> list[str]:
    """Title, heading and snippet of each, as one reads them."""
    return [
        "".join(piece.text for piece in part) for item in items for part in (item.title, item.heading, item.snippet)
    ]
