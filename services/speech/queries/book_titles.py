"""What is said before a book and before each of its chapters."""

from __future__ import annotations

import msgspec

from services.speech.queries.audio_of import AudioItem, audio_of_rows
from services.speech.rules.book_titles import title_id
from services.speech.rules.permissions import may_listen
from services.speech.store import audio as audios
from services.speech.store import spoken_books
from shared.security import citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class BookTitles(Request):
    book_id: Id


class BookTitle(msgspec.Struct, frozen=True):
    """`text_id`: heard at the address of an article's recording."""

    text_id: str
    voices: list[AudioItem]


class BookTitlesView(msgspec.Struct, frozen=True):
    """{number of the chapter, 0 the book: its title}; of what the listener may not hear, nothing."""

    items: dict[str, BookTitle]


@citizens_may
@helpers_may("read_news")
def book_titles(query: BookTitles, ctx: Context) -> BookTitlesView:
    book = spoken_books.find(query.book_id)
    ids = {title_id(query.book_id, number): str(number) for number in range(len(book.refs) + 1 if book else 0)}
    current = {text_id: audios.current(rows) for text_id, rows in audios.of_articles(list(ids)).items()}
    heard = {
        text_id: audio_of_rows(rows).items
        for text_id, rows in current.items()
        if all(may_listen(ctx.actor, row.audience, row.roles) for row in rows)
    }
    return BookTitlesView({ids[text_id]: BookTitle(text_id, voices) for text_id, voices in heard.items() if voices})
