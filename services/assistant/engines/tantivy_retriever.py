"""Retriever on tantivy: one entry per clause, folded syllables and pairs of them.

Promises that a killed process leaves the last committed index, that a damaged or deleted folder is noticed
as `RetrieverBrokenError`, and that `rebuild` serves the old index until the new one is committed. One process
per folder (`IndexFolder`). Does not keep the text as truth; that is the store's.

Two ways to the same clauses. Where much may be read, the best of all are asked for — tantivy then passes over whatever
cannot be among them — and what may not be read is left out by its columns. Where little may be read, or too little was
left, tantivy ranks only what may be read, which costs the more the more that is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec
import tantivy
from tantivy import Document, FieldType, Occur, Query

from services.assistant.engines.index_files import DamagedIndexError, look_over
from services.assistant.engines.index_folder import Generation, IndexFolder
from services.assistant.engines.retrieval import (
    FIRST_DAY,
    LAST_DAY,
    RetrieverBrokenError,
    Stored,
    day_number,
    inverse_frequency,
)
from services.assistant.rules.knowledge import Entry, Found, KnownClause, KnownDocument, passage
from shared.vietnamese.folding import pairs, syllables

# Part of the folder's name: a change of schema or folding makes a new folder, built from the store.
FORMAT = "v4"
# Below this share of readable clauses it is cheaper to rank only those; above it, twice as many are asked for as should
# be needed, since documents no longer in force take places too.
MOSTLY_UNREADABLE = 0.2
PLENTY = 2
# A few megabytes, given up at every change.
KEPT_DECODED = 2_000


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Stored).decode


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stamp", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("audience_key", fast=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    # The syllables alone: to read the vocabulary out of `words` takes ten times as long, for the pairs in it.
    builder.add_text_field("syllables", tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("from_day", indexed=True, fast=True)
    builder.add_integer_field("until_day", indexed=True, fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


class _Snapshot:
    """The index as it was after a change. Clauses that were asked for are kept decoded: members ask about the same."""

    def __init__(self, index: tantivy.Index) -> None:
        self.index = index
        self.searcher = index.searcher()
        self._decoded: dict[tuple[int, int], Stored] = {}
        self._vocabulary: dict[str, int] | None = None

    def vocabulary(self) -> Mapping[str, int]:
        """Kept: reading it takes as long as some ten searches."""
        if self._vocabulary is None:
            terms = self.searcher.terms_with_prefix("syllables", "", Query.all_query())
            self._vocabulary = {term: count for term, count in terms if term.isalpha()}
        return self._vocabulary

    def found(self, address: tantivy.DocAddress, score: float) -> Found:
        place = (address.segment_ord, address.doc)
        stored = self._decoded.get(place)
        if stored is None:
            stored = _decode(self.searcher.doc(address)["stored"][0])
            if len(self._decoded) < KEPT_DECODED:
                self._decoded[place] = stored
        return Found(stored.document, stored.clause, score)


class TantivyRetriever:
    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        self._folder = IndexFolder(folder, FORMAT, self._schema)
        self._snapshot = _Snapshot(self._folder.current.index)

    def apply(self, put: Iterable[Entry], gone: Iterable[str]) -> None:
        opened = self._folder.current
        self._check(opened)
        try:
            for document_id in gone:
                opened.writer.delete_documents_by_term("document_id", document_id)
            for document, clauses in put:
                opened.writer.delete_documents_by_term("document_id", document.document_id)
                _add(opened.writer, document, clauses)
            opened.writer.commit()
            opened.index.reload()
            self._snapshot = _Snapshot(opened.index)
        except (ValueError, OSError) as error:
            raise RetrieverBrokenError(str(error)) from error

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Two at once each fill their own generation, and the one that ends last is used."""
        try:
            filling = self._folder.start()
        except (ValueError, OSError) as error:
            raise RetrieverBrokenError(str(error)) from error
        try:
            for document, clauses in entries:
                _add(filling.writer, document, clauses)
            filling.writer.commit()
            filling.index.reload()
            self._folder.use(filling)
        except BaseException as error:
            self._folder.give_up(filling.folder)
            if isinstance(error, (ValueError, OSError)):
                raise RetrieverBrokenError(str(error)) from error
            raise

    def search(
        self, asked: Sequence[str], pairs: Sequence[str], *, audiences: Sequence[str], as_of: date, limit: int
    ) -> list[Found]:
        words = [Query.term_query(self._schema, "words", part, "freq") for part in dict.fromkeys([*asked, *pairs])]
        if not words or not audiences:
            return []
        matching = Query.boolean_query([(Occur.Should, word) for word in words])
        snapshot = self._now()
        searcher = snapshot.searcher
        hits = _best_of_all(searcher, matching, audiences, day_number(as_of, FIRST_DAY), limit)
        if hits is None:
            query = Query.boolean_query([(Occur.Must, matching), *self._readable(audiences, as_of)])
            hits = searcher.search(query, limit, count=False).hits
        return [snapshot.found(address, score) for score, address in hits]

    def rarity(self, parts: Iterable[str]) -> Mapping[str, float]:
        searcher = self._now().searcher
        clauses, seen_in = searcher.num_docs, searcher.doc_freq
        return {part: inverse_frequency(seen_in("words", part), clauses) for part in dict.fromkeys(parts)}

    def seen(self, parts: Iterable[str]) -> list[int]:
        searcher = self._now().searcher
        return [searcher.doc_freq("words", part) for part in parts]

    def vocabulary(self) -> Mapping[str, int]:
        return self._now().vocabulary()

    def versions(self) -> dict[str, int]:
        opened = self._folder.current
        self._check(opened)
        stamps = opened.index.searcher().terms_with_prefix("stamp", "", Query.all_query())
        known = (stamp.rpartition("@") for stamp, _ in stamps)
        return {document_id: int(version) for document_id, _, version in known}

    def close(self) -> None:
        self._folder.current.writer.wait_merging_threads()
        self._folder.close()

    def _now(self) -> _Snapshot:
        index = self._folder.current.index
        if self._snapshot.index is not index:
            self._snapshot = _Snapshot(index)
        return self._snapshot

    def _check(self, opened: Generation) -> None:
        """The open index answers from memory maps even when its files are gone; the next start would not."""
        try:
            look_over(opened.folder)
        except DamagedIndexError as error:
            raise RetrieverBrokenError(str(error)) from error

    def _readable(self, audiences: Sequence[str], as_of: date) -> list[tuple[Occur, Query]]:
        day = day_number(as_of, FIRST_DAY)
        # A term each, not tantivy's set of terms, which walks the dictionary of every segment: 0.2 ms.
        addressed = [Query.term_query(self._schema, "audience", path, "basic") for path in audiences]
        filters = [
            Query.boolean_query([(Occur.Should, each) for each in addressed]),
            Query.range_query(self._schema, "from_day", FieldType.Integer, None, day),
            Query.range_query(self._schema, "until_day", FieldType.Integer, day, None),
        ]
        return [(Occur.Must, Query.const_score_query(each, 0.0)) for each in filters]


def _best_of_all(
    searcher: tantivy.Searcher, matching: Query, audiences: Sequence[str], day: int, limit: int
) -> list[tuple[float, tantivy.DocAddress]] | None:
    """The readable among the best of all clauses; None when that may leave some out."""
    readable = sum(searcher.doc_freq("audience", path) for path in audiences) / max(1, searcher.num_docs)
    if readable < MOSTLY_UNREADABLE:
        return None
    asked_for = limit * (1 + math.ceil(PLENTY / min(1.0, readable)))
    hits: list[tuple[float, tantivy.DocAddress]] = searcher.search(matching, asked_for, count=False).hits
    addresses = [address for _, address in hits]
    columns = [searcher.fast_field_values(name, addresses) for name in ("audience_key", "from_day", "until_day")]
    keys = {_key(path) for path in audiences}
    left = [
        hit
        for hit, key, begins, ends in zip(hits, *columns, strict=True)
        if key in keys and begins <= day and ends >= day
    ]
    return left[:limit] if len(left) >= limit or len(hits) < asked_for else None


def _add(writer: tantivy.IndexWriter, document: KnownDocument, clauses: Sequence[KnownClause]) -> None:
    stamp = f"{document.document_id}@{document.version}"
    # A document without clauses still leaves its stamp, or it would be fetched again at every comparison.
    for clause in clauses or [KnownClause(anchor="", heading="", text="")]:
        parts = syllables(passage(document, clause)) if clause.text else []
        entry = Document(
            document_id=document.document_id,
            stamp=stamp,
            audience=document.audience,
            audience_key=_key(document.audience),
            words=" ".join([*parts, *pairs(parts)]),
            syllables=" ".join(dict.fromkeys(parts)),
            from_day=day_number(document.effective_from, FIRST_DAY),
            until_day=day_number(document.effective_until, LAST_DAY),
            stored=_encode(Stored(document, clause)),
        )
        writer.add_document(entry)


@lru_cache(maxsize=4096)
def _key(audience: str) -> int:
    """A path as a number, since only numbers can be read from a column: 62 bits, so no two paths meet."""
    return int.from_bytes(blake2b(audience.encode(), digest_size=8).digest()) >> 2
