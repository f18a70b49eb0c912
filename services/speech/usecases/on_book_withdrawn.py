"""The titles of a withdrawn book are heard nowhere any more; its chapters stay what they are."""

from __future__ import annotations

from services.speech.rules.book_titles import title_id
from services.speech.store import spoken_books, withdrawn
from services.speech.usecases.silence import silence
from shared.contracts.content import BookWithdrawn
from shared.store import BlobStore


def on_book_withdrawn(book: BookWithdrawn, blobs: BlobStore) -> None:
    """Safe to repeat; for races see `silence`."""
    withdrawn.remember(book.book_id, book.book_version)
    known = spoken_books.find(book.book_id)
    for number in range(known.most + 1 if known else 0):
        silence(title_id(book.book_id, number), book.book_version, blobs)
    spoken_books.forget(book.book_id, book.book_version)
