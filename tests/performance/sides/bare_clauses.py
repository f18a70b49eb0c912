"""The clauses in tantivy alone: the same words and the same bytes kept for each, asked for the same words. Whoever asks
reads all of it, on any day; what is kept comes back as it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import tantivy
from tantivy import Document, Occur, Query

from services.assistant.engines.index_folder import WRITER_BYTES
from services.assistant.rules.knowledge import Entry
from shared.vietnamese.folding import pairs, syllables


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def fill(folder: Path, batches: Iterable[Iterable[Entry]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    writer = tantivy.Index(_schema(), str(folder)).writer(WRITER_BYTES, 1)
    for batch in batches:
        for document, clauses in batch:
            for clause in clauses:
                text = f"{document.title}\n{clause.heading}\n{clause.text}"
                parts = syllables(text)
                writer.add_document(Document(words=" ".join([*parts, *pairs(parts)]), stored=text.encode()))
        writer.commit()
    writer.wait_merging_threads()


def asker(folder: Path, limit: int) -> Callable[[Sequence[str], Sequence[str]], object]:
    schema = _schema()
    searcher = tantivy.Index(schema, str(folder)).searcher()

    def ask(parts: Sequence[str], pairs: Sequence[str]) -> object:
        words = [Query.term_query(schema, "words", part, "freq") for part in dict.fromkeys([*parts, *pairs])]
        query = Query.boolean_query([(Occur.Should, word) for word in words])
        hits = searcher.search(query, limit, count=False).hits
        return [searcher.doc(address)["stored"][0] for _, address in hits]

    return ask
