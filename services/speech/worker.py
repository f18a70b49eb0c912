"""`python -m services.speech.worker`: reads aloud published articles and documents that were asked for, one at a time,
in a child process.

The engines live in the child. The parent answers health checks: it starts the same engines once, only to know and
say what they are, and the status it tells is what the child uses, because both come from the same settings.
"""

from __future__ import annotations

import sys
from typing import Any

from services.speech.engines.choose import Engines
from services.speech.engines.narrator import Narrator
from services.speech.engines.start import start_narrator
from services.speech.store import texts
from services.speech.store.blobs import blobs, use_blobs
from services.speech.usecases.fresh_reader import FreshReader, fresh_reader, use_reader
from services.speech.usecases.give_up import give_up
from services.speech.usecases.note_unknown_words import note_unknown_words
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_book_published import on_book_published
from services.speech.usecases.on_course_part_published import on_course_part_published
from services.speech.usecases.on_reading_asked import on_reading_asked
from services.speech.usecases.on_rereading_asked import on_rereading_asked
from shared import clock
from shared.broker.topology import Reaction
from shared.contracts.content import ArticlePublished, BookPublished, CoursePartPublished
from shared.contracts.registry import Received
from shared.contracts.speech import ReadingAsked, RereadingAsked
from shared.heavy import HeavyWorker, run_worker
from shared.observability import Degraded, health, log, start_health_server
from shared.process import prepare, prepare_store, read_settings
from shared.store import GridFSBlobStore

# One queue for all that is to be read, so that a long document takes turns with the day's notices; it keeps the name
# that it had when there were only articles.
ON_ARTICLE_PUBLISHED = Reaction(
    "speech.on_article_published",
    (ArticlePublished.TYPE, BookPublished.TYPE, CoursePartPublished.TYPE, ReadingAsked.TYPE, RereadingAsked.TYPE),
)
# What was heard before can wait: a re-reading gets a fifth of the time that a fresh text gets.
SHARE_OF_REREADING = 0.2
# Of one turn, which reads for seconds and puts together what was read before. A text that hangs the engine holds up all
# others so long at each try.
JOB_SECONDS = 600.0
REACTIONS = (ON_ARTICLE_PUBLISHED,)

_narrators: list[Narrator] = []
_slice_seconds: list[float] = []


def initialise() -> None:
    """In the child: its own connections and engines."""
    settings = read_settings("speech")
    prepare(settings, "speech", "worker")
    prepare_store(settings, "speech")
    use_blobs(GridFSBlobStore(settings.media_uri))
    _narrators.append(start_narrator(settings))
    use_reader(FreshReader(settings.lexicon_folder))
    _slice_seconds.append(settings.slice_seconds)


def read_aloud(received: Received[Any]) -> None:
    narrator = _narrators[0]
    narrator.reader = fresh_reader().current()
    if received.type == ReadingAsked.TYPE:
        on_reading_asked(received.data, narrator, blobs(), _slice_seconds[0])
        return
    if received.type == RereadingAsked.TYPE:
        on_rereading_asked(received.data, narrator, blobs(), _slice_seconds[0] * SHARE_OF_REREADING)
        return
    if received.type == CoursePartPublished.TYPE:
        on_course_part_published(received.data, narrator, blobs(), _slice_seconds[0])
        return
    if received.type == BookPublished.TYPE:
        on_book_published(received.data, narrator, blobs(), _slice_seconds[0])
        return
    texts.keep(received.data)
    on_article_published(received.data, narrator, blobs(), _slice_seconds[0])
    # Once it is read: a long text comes back for many turns.
    note_unknown_words(received.data, narrator.reader.lexicon, clock.now())


def give_up_reading(received: Received[Any]) -> None:
    give_up(received.data)


def check_engines(engines: Engines) -> None:
    """Ready only when every voice has an engine; a fallback is said, not hidden."""
    for voice in engines.read_by:
        engines.choose(voice)
    if not engines.complete:
        raise Degraded(engines.status)


def main() -> int:
    settings = read_settings("speech")
    prepare(settings, "speech", "worker")
    engines = start_narrator(settings).engines
    log.info("engines_started", engines=engines.status)
    health.register("engines", lambda: check_engines(engines))
    worker = HeavyWorker(
        settings.amqp_uri,
        ON_ARTICLE_PUBLISHED,
        read_aloud,
        initialise,
        job_seconds=JOB_SECONDS,
        give_up=give_up_reading,
    )
    start_health_server(settings.metrics_port, settings.metrics_host)
    run_worker(worker)
    return 0


if __name__ == "__main__":
    sys.exit(main())
