"""Retriever on tantivy: one entry per clause, folded syllables and pairs of them, filtered while ranked.

Promises that a killed process leaves the last committed index, that a damaged or deleted folder is noticed
as `RetrieverBrokenError`, and that `rebuild` serves the old index until the new one is committed. One process
per folder: tantivy locks it. Does not keep the text as truth; that is the store's.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from uuid import uuid4

import msgspec
import tantivy
from tantivy import Document, FieldType, Occur, Query

from services.assistant.engines.retrieval import RetrieverBrokenError
from services.assistant.rules.folding import bigrams, syllables
from services.assistant.rules.knowledge import Entry, Found, KnownClause, KnownDocument

# Part of the folder's name: a change of schema or folding makes a new folder, built from the store.
FORMAT = "v2"
# tantivy's least; a commit then costs about 50 ms, and a province's clauses fit many times over.
WRITER_BYTES = 15_000_000
FIRST_DAY, LAST_DAY = 0, 99_991_231


class _Stored(msgspec.Struct, frozen=True):
    document: KnownDocument
    clause: KnownClause


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Stored).decode


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stamp", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    # The syllables alone: to read the vocabulary out of `words` takes ten times as long, for the pairs in it.
    builder.add_text_field("syllables", tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("from_day", indexed=True, fast=True)
    builder.add_integer_field("until_day", indexed=True, fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


class TantivyRetriever:
    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._schema = _schema()
        self._root.mkdir(parents=True, exist_ok=True)
        self._folder, self._index, self._writer = self._open_newest()
        # Kept until the next change: reading it takes as long as some ten searches.
        self._vocabulary: dict[str, int] | None = None

    def apply(self, put: Iterable[Entry], gone: Iterable[str]) -> None:
        self._check_folder()
        try:
            for document_id in gone:
                self._writer.delete_documents_by_term("document_id", document_id)
            for document, clauses in put:
                self._writer.delete_documents_by_term("document_id", document.document_id)
                self._add(self._writer, document, clauses)
            self._writer.commit()
            self._index.reload()
            self._vocabulary = None
        except (ValueError, OSError) as error:
            raise RetrieverBrokenError(str(error)) from error

    def rebuild(self, entries: Iterable[Entry]) -> None:
        folder, index, writer = self._new_generation()
        for document, clauses in entries:
            self._add(writer, document, clauses)
        writer.commit()
        index.reload()
        old = self._folder
        self._folder, self._index, self._writer = folder, index, writer
        self._vocabulary = None
        shutil.rmtree(old, ignore_errors=True)

    def search(
        self, asked: Sequence[str], pairs: Sequence[str], *, audiences: Sequence[str], as_of: date, limit: int
    ) -> list[Found]:
        words = [Query.term_query(self._schema, "words", part, "freq") for part in dict.fromkeys([*asked, *pairs])]
        if not words or not audiences:
            return []
        matching = Query.boolean_query([(Occur.Should, word) for word in words])
        query = Query.boolean_query([(Occur.Must, matching), *self._readable(audiences, as_of)])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        return [self._found(searcher, address, score) for score, address in hits]

    def rarity(self, parts: Iterable[str]) -> Mapping[str, float]:
        searcher = self._index.searcher()
        clauses = searcher.num_docs
        found = {part: min(searcher.doc_freq("words", part), clauses) for part in set(parts)}
        return {part: math.log(1 + (clauses - seen + 0.5) / (seen + 0.5)) for part, seen in found.items()}

    def seen(self, parts: Iterable[str]) -> list[int]:
        searcher = self._index.searcher()
        return [searcher.doc_freq("words", part) for part in parts]

    def vocabulary(self) -> Mapping[str, int]:
        if self._vocabulary is None:
            terms = self._index.searcher().terms_with_prefix("syllables", "", Query.all_query())
            self._vocabulary = {term: count for term, count in terms if term.isalpha()}
        return self._vocabulary

    def versions(self) -> dict[str, int]:
        self._check_folder()
        searcher = self._index.searcher()
        stamps = searcher.terms_with_prefix("stamp", "", Query.all_query())
        known = (stamp.rpartition("@") for stamp, _ in stamps)
        return {document_id: int(version) for document_id, _, version in known}

    def close(self) -> None:
        self._writer.wait_merging_threads()

    def _add(self, writer: tantivy.IndexWriter, document: KnownDocument, clauses: Sequence[KnownClause]) -> None:
        stamp = f"{document.document_id}@{document.version}"
        # A document without clauses still leaves its stamp, or it would be fetched again at every comparison.
        for clause in clauses or [KnownClause(anchor="", heading="", text="")]:
            parts = syllables(f"{document.title}\n{clause.heading}\n{clause.text}") if clause.text else []
            entry = Document(
                document_id=document.document_id,
                stamp=stamp,
                audience=document.audience,
                words=" ".join([*parts, *bigrams(parts)]),
                syllables=" ".join(dict.fromkeys(parts)),
                from_day=_day(document.effective_from, FIRST_DAY),
                until_day=_day(document.effective_until, LAST_DAY),
                stored=_encode(_Stored(document, clause)),
            )
            writer.add_document(entry)

    def _check_folder(self) -> None:
        """The open index answers from memory maps even when its files are gone; the next start would not."""
        if not (self._folder / "meta.json").is_file():
            raise RetrieverBrokenError(f"{self._folder.name} is gone")

    def _readable(self, audiences: Sequence[str], as_of: date) -> list[tuple[Occur, Query]]:
        day = _day(as_of, FIRST_DAY)
        filters = [
            Query.term_set_query(self._schema, "audience", list(audiences)),
            Query.range_query(self._schema, "from_day", FieldType.Integer, None, day),
            Query.range_query(self._schema, "until_day", FieldType.Integer, day, None),
        ]
        return [(Occur.Must, Query.const_score_query(each, 0.0)) for each in filters]

    def _found(self, searcher: tantivy.Searcher, address: tantivy.DocAddress, score: float) -> Found:
        stored = _decode(searcher.doc(address)["stored"][0])
        return Found(stored.document, stored.clause, score)

    def _open_newest(self) -> tuple[Path, tantivy.Index, tantivy.IndexWriter]:
        """The newest generation that opens; any other is removed, and what it held is rebuilt later."""
        generations = sorted(self._root.glob(f"{FORMAT}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        opened = None
        for folder in generations:
            opened = opened or self._try(folder)
            if not opened or opened[0] != folder:
                shutil.rmtree(folder, ignore_errors=True)
        return opened or self._new_generation()

    def _try(self, folder: Path) -> tuple[Path, tantivy.Index, tantivy.IndexWriter] | None:
        try:
            index = tantivy.Index.open(str(folder))
            index.searcher().search(Query.all_query(), 1)
            return folder, index, index.writer(WRITER_BYTES, 1)
        except (ValueError, OSError) as error:
            if "lock" in str(error).lower():
                raise RuntimeError(f"{folder} is in use by another process: give each its own index folder") from error
            return None

    def _new_generation(self) -> tuple[Path, tantivy.Index, tantivy.IndexWriter]:
        folder = self._root / f"{FORMAT}-{uuid4().hex}"
        folder.mkdir(parents=True)
        index = tantivy.Index(self._schema, str(folder))
        return folder, index, index.writer(WRITER_BYTES, 1)


def _day(value: date | None, otherwise: int) -> int:
    return value.year * 10_000 + value.month * 100 + value.day if value else otherwise
