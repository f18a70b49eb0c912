"""Answers of the index: what a reader may see of it, in the order in which it is shown.

The order is a ladder: the document of that number, title, phrase, all words; on each rung the newest first. So it is
the same in every process and a cursor (rung, place in time) holds while things are added. Who may see what is a part of
every query: what is hidden is neither shown nor counted, and no choice or suggestion comes of it.
Raises SearchIndexBrokenError where a file is not what it was.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from services.content.engines.search_index import told_as_broken
from services.content.engines.search_schema import Head, decode_head, decode_passage
from services.content.rules.search_cursor import Rung
from services.content.rules.search_entry import Passage, key_of
from services.content.rules.search_query import Asked, NumberAsked
from shared.vietnamese.folding import pairs

CHOICES = ("thing", "kind", "issuer", "year", "category")
MOST_CHOICES = 30
LEAST_OF_MANY = 0.6
BEST_PASSAGES = 3
MOST_NEWER = 100


@dataclass(frozen=True)
class Reader:
    """`audiences`: exactly these (`SearchEntry.meant_for`); `below`: everything meant for these organisations and those
    below them."""

    audiences: Sequence[str]
    below: Sequence[str] = ()


@dataclass(frozen=True)
class Filters:
    """`today` as the index has days: 20261127. `in_force` is of documents only."""

    today: int
    thing: str = ""
    kind: str = ""
    issuer: str = ""
    category: str = ""
    year: int | None = None
    in_force: bool | None = None

    @property
    def any(self) -> bool:
        return bool(self.thing or self.kind or self.issuer or self.category or self.year) or self.in_force is not None


@dataclass(frozen=True)
class Hits:
    heads: list[Head] = field(default_factory=list)
    next: Rung | None = None


@dataclass(frozen=True)
class _Rung:
    """`of`: "title" or "text"; each rung holds all that stands on the better ones of its kind."""

    of: str
    query: Query


Limits = list[tuple[Occur, Query]]


class SearchReading:
    """One look at the index: everything asked of it is of the same moment."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, reader: Reader) -> None:
        self._schema = schema
        self._searcher = searcher
        self._readable = self._silent(
            Query.boolean_query(
                [
                    (Occur.Should, Query.term_set_query(schema, "audience", list(reader.audiences))),
                    (Occur.Should, Query.term_set_query(schema, "under", list(reader.below))),
                ]
            )
        )

    def page(self, asked: Asked, filters: Filters, after: Rung | None, limit: int) -> Hits:
        limits = self._limits(filters)
        rungs = self._rungs(asked)
        found: list[tuple[Rung, tantivy.DocAddress]] = []
        first = after.number if after else 0
        for number in range(first, len(rungs)):
            below = after.order if after and number == first else None
            query = self._only_on(rungs, number, below, limits)
            wanted = limit + 1 - len(found)
            hits = self._search(query, wanted, count=False, order_by_field="order").hits
            found += [(Rung(number, order), address) for order, address in hits]
            if len(found) > limit:
                break
        heads = [self._head(address) for _, address in found[:limit]]
        return Hits(heads, found[limit - 1][0] if len(found) > limit else None)

    def any(self, asked: Asked, filters: Filters) -> bool:
        query = Query.boolean_query([(Occur.Must, self._on_any_rung(asked)), *self._limits(filters)])
        return bool(self._search(query, 1, count=False).hits)

    def count(self, asked: Asked, filters: Filters) -> int:
        query = Query.boolean_query([(Occur.Must, self._on_any_rung(asked)), *self._limits(filters)])
        return int(getattr(self._search(query, 1, count=True), "count", 0))

    def choices(self, asked: Asked, filters: Filters) -> dict[str, list[tuple[str, int]]]:
        """What the result could be narrowed to: {field: [(value, how many)]}."""
        query = Query.boolean_query([(Occur.Must, self._on_any_rung(asked)), *self._limits(filters)])
        wanted = {name: {"terms": {"field": name, "size": MOST_CHOICES}} for name in CHOICES}
        with told_as_broken():
            found = self._searcher.aggregate(query, wanted)
        return {
            name: [
                (_value(each["key"]), int(each["doc_count"])) for each in found[name]["buckets"] if each["key"] != ""
            ]
            for name in CHOICES
        }

    def nearest(self, asked: Asked, filters: Filters, limit: int) -> Hits:
        """Where nothing holds all the words: what holds most of them, two of them side by side, best first."""
        words = [(Occur.Should, self._term("words", word)) for word in asked.words]
        least = math.ceil(LEAST_OF_MANY * len(words))
        neighbours = [(Occur.Should, Query.boost_query(self._term("pairs", pair), 2.0)) for pair in asked.pairs]
        query = Query.boolean_query(
            [
                (Occur.Must, Query.boolean_query(words, minimum_number_should_match=least)),
                (Occur.Must, Query.boolean_query(neighbours)),
                *self._limits(filters),
            ]
        )
        hits = self._search(query, limit, count=False).hits
        return Hits([self._head(address) for _, address in hits])

    def passages(self, head: Head, asked: Asked) -> list[Passage]:
        """Where in the thing the words stand side by side (one word alone: where it stands), the best place first;
        nothing where only its title has them."""
        wanted = [(Occur.Should, self._term("part", term)) for term in asked.pairs or asked.words]
        if not wanted:
            return []
        part = self._silent(self._term("part_of", key_of(head.thing, head.id)))
        query = Query.boolean_query([(Occur.Must, part), (Occur.Must, Query.boolean_query(wanted))])
        hits = self._search(query, BEST_PASSAGES, count=False).hits
        with told_as_broken():
            return [decode_passage(self._searcher.doc(address)["stored"][0]) for _, address in hits]

    def newer_than(self, keys: Sequence[str]) -> dict[str, list[Head]]:
        """What this reader may see of what replaces these, the newest first: {key: heads}."""
        newer: dict[str, list[Head]] = {key: [] for key in keys}
        wanted = Query.term_set_query(self._schema, "replaces", list(keys))
        query = Query.boolean_query([(Occur.Must, self._silent(wanted)), (Occur.Must, self._readable)])
        for _, address in self._search(query, MOST_NEWER, count=False, order_by_field="order").hits:
            head = self._head(address)
            newer[head.replaces].append(head)
        return newer

    def seen(self, field_name: str, terms: Iterable[str]) -> list[int]:
        """In how many things each term stands, hidden ones included: to be used for guessing, never to be shown."""
        with told_as_broken():
            return [self._searcher.doc_freq(field_name, term) for term in terms]

    def readable(self, field_name: str, terms: Iterable[str]) -> list[bool]:
        """Which of the terms stand in something that this reader may see."""
        return [self._stands(field_name, term) for term in terms]

    def _stands(self, field_name: str, term: str) -> bool:
        query = Query.boolean_query([(Occur.Must, self._term(field_name, term)), (Occur.Must, self._readable)])
        return bool(self.seen(field_name, [term])[0] and self._search(query, 1, count=False).hits)

    def _rungs(self, asked: Asked) -> list[_Rung]:
        """From the best; a thing stands on the first that it reaches."""
        if not asked.words:
            return [_Rung("text", Query.all_query())]
        if asked.number is not None:
            return self._rungs_of(asked.number)
        accented = pairs(asked.accented) or asked.accented
        phrase = asked.pairs or asked.words
        several = len(asked.pairs) > 1
        rungs = [_Rung("title", self._all("title_accented", accented))] if accented else []
        rungs.append(_Rung("title", self._all("title", phrase)))
        if several:
            rungs.append(_Rung("title", self._all_and_two_beside("title", "title", asked)))
        if accented:
            rungs.append(_Rung("text", self._all("accented", accented)))
        rungs.append(_Rung("text", self._all("pairs" if asked.pairs else "words", phrase)))
        if several:
            rungs.append(_Rung("text", self._all_and_two_beside("words", "pairs", asked)))
        return rungs

    def _rungs_of(self, number: NumberAsked) -> list[_Rung]:
        """The document itself, then what names it."""
        itself = [(Occur.Must, self._term("number", number.key))]
        itself += [(Occur.Must, self._term("title", word)) for word in number.kind]
        named = [(Occur.Should, self._all("pairs", phrase)) for phrase in number.phrases]
        return [_Rung("title", Query.boolean_query(itself)), _Rung("text", Query.boolean_query(named))]

    def _on_any_rung(self, asked: Asked) -> Query:
        rungs = self._rungs(asked)
        # Every word of a title is a word of the text; only a number may be a title's alone.
        widest = rungs[-1:] if asked.number is None else rungs
        return self._silent(Query.boolean_query([(Occur.Should, rung.query) for rung in widest]))

    def _all_and_two_beside(self, words: str, neighbours: str, asked: Asked) -> Query:
        """One syllable of Vietnamese alone says little: all are there, and two of them side by side."""
        beside = Query.boolean_query([(Occur.Should, self._term(neighbours, pair)) for pair in asked.pairs])
        return Query.boolean_query([(Occur.Must, self._all(words, asked.words)), (Occur.Must, beside)])

    def _only_on(self, rungs: list[_Rung], number: int, below: int | None, limits: Limits) -> Query:
        # Of each kind the last one before is the widest: it has what the better ones have.
        better = {rung.of: rung.query for rung in rungs[:number]}
        parts = [(Occur.Must, rungs[number].query), *limits]
        parts += [(Occur.MustNot, query) for query in better.values()]
        if below is not None:
            older = Query.range_query(self._schema, "order", FieldType.Integer, None, below, include_upper=False)
            parts.append((Occur.Must, self._silent(older)))
        return Query.boolean_query(parts)

    def _limits(self, filters: Filters) -> Limits:
        limits = [self._readable]
        chosen = {name: getattr(filters, name) for name in ("thing", "kind", "issuer", "category")}
        limits += [self._term(name, value) for name, value in chosen.items() if value]
        if filters.year is not None:
            limits.append(self._days("year", filters.year, filters.year))
        if filters.in_force is not None:
            limits.append(self._term("thing", "document"))
            holds = [self._days("from_day", None, filters.today), self._days("until_day", filters.today, None)]
            if filters.in_force:
                limits += holds
        parts = [(Occur.Must, self._silent(limit)) for limit in limits]
        if filters.in_force is False:
            parts.append((Occur.MustNot, Query.boolean_query([(Occur.Must, each) for each in holds])))
        return parts

    def _days(self, name: str, first: int | None, last: int | None) -> Query:
        return Query.range_query(self._schema, name, FieldType.Integer, first, last)

    def _all(self, name: str, terms: Iterable[str]) -> Query:
        return Query.boolean_query([(Occur.Must, self._term(name, term)) for term in terms])

    def _term(self, name: str, term: str) -> Query:
        return Query.term_query(self._schema, name, term, "basic")

    def _silent(self, query: Query) -> Query:
        return Query.const_score_query(query, 0.0)

    def _head(self, address: tantivy.DocAddress) -> Head:
        with told_as_broken():
            return decode_head(self._searcher.doc(address)["stored"][0])

    def _search(self, query: Query, limit: int, **how: Any) -> tantivy.SearchResult:
        with told_as_broken():
            return self._searcher.search(query, limit, **how)


def _value(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)
