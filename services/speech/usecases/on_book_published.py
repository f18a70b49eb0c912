"""The titles of a book and of its chapters are said, each as a small recording of its own: the chapters' recordings are
shared between books. Documents among the chapters are read from now on, as if somebody had asked for them.

Delivered again it goes on where it stopped, in turns as any long text. Titles that only an earlier edition had go.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from contextlib import suppress

from services.speech.engines.narrator import Narrator
from services.speech.rules.book_titles import title_id, titles_of
from services.speech.store import audio as audios
from services.speech.store import documents, spoken_books, texts, withdrawn
from services.speech.store.audio import ArticleAudio
from services.speech.usecases.on_article_published import Reading, read_aloud
from services.speech.usecases.silence import silence
from shared.contracts.content import BookPublished
from shared.heavy import Unfinished
from shared.outbox import ChangedByAnother
from shared.store import BlobStore


def on_book_published(
    book: BookPublished, narrator: Narrator, blobs: BlobStore, slice_seconds: float = math.inf
) -> None:
    """Raises Unfinished when `slice_seconds` were spent; called again it goes on from there."""
    ends = time.monotonic() + slice_seconds
    if not spoken_books.note(book):
        return
    # Asked after the book is noted: a withdrawal is noted first and then looks for the book, so one sees the other.
    if withdrawn.is_withdrawn(book.book_id, book.book_version):
        spoken_books.forget(book.book_id, book.book_version)
        return
    _ask_for_documents(book)
    titles, reading = titles_of(book), Reading(narrator, blobs, slice_seconds, announced=False)
    known = audios.of_articles([title.article_id for title in titles])
    said = False
    for title in titles:
        if _is_done(known.get(title.article_id, []), title.article_version, narrator.engines.read_by):
            continue
        if said and time.monotonic() >= ends:
            raise Unfinished
        texts.keep(title)
        read_aloud(title, reading)
        said = True
    found = spoken_books.find(book.book_id)
    for number in range(len(titles), found.most + 1 if found else 0):
        silence(title_id(book.book_id, number), book.book_version, blobs)


def _is_done(rows: Sequence[ArticleAudio], version: int, voices: Sequence[str]) -> bool:
    mine = [row for row in rows if row.article_version == version]
    done = {row.voice for row in mine if row.state != audios.PREPARING and not audios.is_given_up(row)}
    return done >= set(voices)


def _ask_for_documents(book: BookPublished) -> None:
    for chapter in book.chapters:
        document = documents.get(chapter.ref) if chapter.kind == "document" else None
        if document is not None and document.asked_version != document.document_version:
            with suppress(ChangedByAnother):  # asked by somebody this moment, or read anew with its newer version
                documents.ask(document)
