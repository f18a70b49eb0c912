"""What could not be read after the last try is told so, to whoever waits for it. Its event lies parked; sent back by a
person it is tried anew (on_article_published.py).

An order to read again goes on behind the text that ended it: one text must not keep all others as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from services.speech.rules.book_titles import titles_of
from services.speech.rules.errors import ReadingGivenUp
from services.speech.store import audio as audios
from services.speech.store import documents, rereadings
from shared import clock
from shared.contracts.content import ArticlePublished, BookPublished, CoursePartPublished
from shared.contracts.speech import ReadingAsked, RereadingAsked
from shared.observability import log
from shared.outbox import ChangedByAnother

Told = ArticlePublished | BookPublished | CoursePartPublished | ReadingAsked | RereadingAsked


def give_up(told: Told) -> None:
    """Repeated it changes nothing."""
    if isinstance(told, RereadingAsked):
        rereadings.pass_over(told.rereading_id, clock.now())
        return
    for text_id, version in _texts(told):
        rows = [row for row in audios.of_article(text_id) if row.article_version == version]
        for row in rows:
            if row.state == audios.PREPARING:
                with suppress(ChangedByAnother):  # finished, withdrawn or stopped this moment
                    audios.fail(row, ReadingGivenUp.code)
                    log.error("audio_given_up", audio_id=row.id)
        if isinstance(told, ReadingAsked) and not rows:  # it never began: whoever wants to hear it may ask again
            with suppress(ChangedByAnother):
                documents.take_back_asking(text_id, version)


def _texts(told: Told) -> Iterator[tuple[str, int]]:
    if isinstance(told, ArticlePublished):
        yield told.article_id, told.article_version
    elif isinstance(told, CoursePartPublished):
        yield told.part_id, told.edition
    elif isinstance(told, ReadingAsked):
        yield told.text_id, told.text_version
    elif isinstance(told, BookPublished):
        yield from ((title.article_id, title.article_version) for title in titles_of(told))
