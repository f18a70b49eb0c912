"""What stands in the index of the search, and how an entry becomes rows of it.

A *head* a thing: all its words once, what it is filtered and ordered by, what is shown of it. A *part* a passage: only
looked at to find the place in a thing that was found, so it carries no audience.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec
import tantivy
from tantivy import Document

from services.content.rules.search_entry import (
    FIRST_DAY,
    LAST_DAY,
    Passage,
    SearchEntry,
    day_number,
    place_in_time,
)
from services.content.rules.search_query import number_keys
from shared.security import paths
from shared.vietnamese.folding import accented_syllables, pairs, syllables

# Part of the folder's name: a change of schema or folding makes a new folder, filled from the store.
FORMAT = "v3"
LONGEST_LEAD = 300
# A hit shows about 240 letters: a longer passage is cut where a sentence ends, so that little is read to find them.
LONGEST_PIECE = 1_500
_SENTENCE = re.compile(r"(?<=[.;:!?…])\s+|\n+")


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a list shows of a thing without asking the store."""

    thing: str
    id: str
    title: str
    day: date
    number: str = ""
    kind: str = ""
    issuer: str = ""
    categories: list[str] = msgspec.field(default_factory=list)
    lead: str = ""
    effective_from: date | None = None
    effective_until: date | None = None
    replaces: str = ""


encode = msgspec.msgpack.Encoder().encode
decode_head = msgspec.msgpack.Decoder(Head).decode
decode_passage = msgspec.msgpack.Decoder(Passage).decode


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("key", "part_of", "stamp", "audience", "under", "number", "replaces"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("thing", "kind", "issuer", "category"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    # Words and pairs of the title; all words; all pairs; both with their tones.
    for name in ("title", "title_accented", "words", "pairs", "accented", "part"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("order", "year", "from_day", "until_day"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def rows_of(entry: SearchEntry) -> Iterator[Document]:
    pieces = [piece for passage in entry.passages for piece in _pieces(passage)]
    yield _head(entry, pieces)
    for piece in pieces:
        words = syllables(f"{piece.heading}\n{piece.text}")
        yield Document(part_of=entry.key, part=" ".join({*words, *pairs(words)}), stored=encode(piece))


def _head(entry: SearchEntry, pieces: list[Passage]) -> Document:
    title = _title_line(entry)
    # One after the other, so that no pair is made of the end of one and the beginning of the next.
    texts = [title, entry.issuer, entry.summary, *_each_once(pieces)]
    words, neighbours, accented = _words_of(texts)
    title_words, title_pairs, title_accented = _words_of([title])
    return Document(
        key=entry.key,
        stamp=f"{entry.key}@{entry.stamp}",
        audience=entry.meant_for,
        under=paths.ancestors(entry.audience) if entry.from_above else [],
        thing=entry.thing,
        kind=entry.kind,
        issuer=entry.issuer,
        category=entry.categories,
        number=number_keys(entry.number),
        replaces=entry.replaces,
        title=" ".join(title_words | title_pairs),
        title_accented=" ".join(title_accented),
        words=" ".join(words),
        pairs=" ".join(neighbours),
        accented=" ".join(accented),
        order=place_in_time(entry.shown_at, entry.key),
        year=entry.day.year,
        from_day=day_number(entry.effective_from, FIRST_DAY),
        until_day=day_number(entry.effective_until, LAST_DAY),
        stored=encode(_shown(entry, pieces)),
    )


def _title_line(entry: SearchEntry) -> str:
    """As a document is named when it is spoken of: kind, number, title."""
    numbered = f"{entry.kind} số {entry.number}\n{entry.kind} {entry.number}" if entry.number else entry.kind
    return f"{numbered}\n{entry.title}"


def _words_of(texts: list[str]) -> tuple[set[str], set[str], set[str]]:
    words: set[str] = set()
    neighbours: set[str] = set()
    accented: set[str] = set()
    for text in (line for each in texts for line in each.split("\n")):
        bare, typed = syllables(text), accented_syllables(text)
        words.update(bare)
        neighbours.update(pairs(bare))
        accented.update(typed, pairs(typed))
    return words, neighbours, accented


def _each_once(pieces: list[Passage]) -> Iterator[str]:
    heading = ""
    for piece in pieces:
        if piece.heading != heading:
            heading = piece.heading
            yield heading
        yield piece.text


def _shown(entry: SearchEntry, pieces: list[Passage]) -> Head:
    lead = entry.summary or (pieces[0].text if pieces else "")
    return Head(
        thing=entry.thing,
        id=entry.id,
        title=entry.title,
        day=entry.day,
        number=entry.number,
        kind=entry.kind,
        issuer=entry.issuer,
        categories=entry.categories,
        lead=lead[:LONGEST_LEAD],
        effective_from=entry.effective_from,
        effective_until=entry.effective_until,
        replaces=entry.replaces,
    )


def _pieces(passage: Passage) -> Iterator[Passage]:
    """The passage, or pieces of it under the same anchor."""
    if len(passage.text) <= LONGEST_PIECE:
        yield passage
        return
    kept = ""
    for sentence in _sentences(passage.text):
        if kept and len(kept) + len(sentence) > LONGEST_PIECE:
            yield Passage(kept, passage.anchor, passage.heading)
            kept = ""
        kept = f"{kept} {sentence}" if kept else sentence
    yield Passage(kept, passage.anchor, passage.heading)


def _sentences(text: str) -> Iterator[str]:
    """Cut wherever it must be where somebody wrote without a full stop."""
    for sentence in _SENTENCE.split(text):
        for start in range(0, len(sentence), LONGEST_PIECE):
            yield sentence[start : start + LONGEST_PIECE]
