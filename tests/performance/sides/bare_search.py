"""Search as tantivy gives it out of the box: one row a document, all words, its own ranking and its own snippets. No
audience, no numbers, no slips of the finger, no choices to narrow by, no place in the document."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import tantivy
from tantivy import Document, Filter, Index, SnippetGenerator, TextAnalyzerBuilder, Tokenizer

from services.content.rules.search_entry import SearchEntry

WRITER_BYTES = 32_000_000
PAGE = 20


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title", stored=True, tokenizer_name="folded")
    builder.add_text_field("body", stored=True, tokenizer_name="folded")
    return builder.build()


def _open(folder: Path) -> Index:
    folder.mkdir(parents=True, exist_ok=True)
    index = Index(_schema(), str(folder))
    folding = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    index.register_tokenizer("folded", folding.build())
    return index


def fill(folder: Path, entries: Iterable[SearchEntry]) -> None:
    writer = _open(folder).writer(WRITER_BYTES, 1)
    for entry in entries:
        body = "\n".join(f"{passage.heading}\n{passage.text}" for passage in entry.passages)
        writer.add_document(Document(title=f"{entry.kind} {entry.number} {entry.title}", body=body))
    writer.commit()
    writer.wait_merging_threads()


def asker(folder: Path) -> Iterator[list[str]]:
    """Send it a question; it gives the snippets of the first page."""
    index = _open(folder)
    index.reload()
    searcher = index.searcher()
    found: list[str] = []
    while True:
        text = yield found
        query, _ = index.parse_query_lenient(text, ["title", "body"], conjunction_by_default=True)
        snippets = SnippetGenerator.create(searcher, query, index.schema, "body")
        hits = searcher.search(query, PAGE, count=True).hits
        found = [snippets.snippet_from_doc(searcher.doc(address)).to_html() for _, address in hits]
