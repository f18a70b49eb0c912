"""A text was withdrawn: its title is not said before the gap that it leaves in a book."""

from __future__ import annotations

from services.speech.rules.book_titles import chapters_titled, title_id
from services.speech.store import spoken_books
from services.speech.usecases.silence import silence
from shared.store import BlobStore


def silence_chapter(text_id: str, blobs: BlobStore) -> None:
    for book in spoken_books.with_chapter(text_id):
        for number in chapters_titled(book.refs, text_id):
            silence(title_id(book.id, number), book.version, blobs)
