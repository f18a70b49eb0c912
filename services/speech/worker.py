"""`python -m services.speech.worker`: reads published articles aloud, one at a time, in a child process.

The engines live in the child. The parent answers health checks: it starts the same engines once, only to know and
say what they are, and the status it tells is what the child uses, because both come from the same settings.
"""

from __future__ import annotations

import sys
from typing import Any

from services.speech.engines.choose import Engines
from services.speech.engines.narrator import Narrator
from services.speech.engines.start import start_narrator
from services.speech.rules.voices import READ_BY
from services.speech.store.blobs import blobs, use_blobs
from services.speech.usecases.on_article_published import on_article_published
from shared.broker.topology import Reaction
from shared.contracts.content import ArticlePublished
from shared.contracts.registry import Received
from shared.heavy import HeavyWorker, run_worker
from shared.observability import Degraded, health, log, start_health_server
from shared.process import prepare, prepare_store, read_settings
from shared.store import GridFSBlobStore

ON_ARTICLE_PUBLISHED = Reaction("speech.on_article_published", (ArticlePublished.TYPE,))
REACTIONS = (ON_ARTICLE_PUBLISHED,)

_narrators: list[Narrator] = []


def initialise() -> None:
    """In the child: its own connections and engines."""
    settings = read_settings("speech")
    prepare(settings, "speech", "worker")
    prepare_store(settings, "speech")
    use_blobs(GridFSBlobStore(settings.media_uri))
    _narrators.append(start_narrator(settings))


def read_aloud(received: Received[Any]) -> None:
    on_article_published(received.data, _narrators[0], blobs())


def check_engines(engines: Engines) -> None:
    """Ready only when every voice has an engine; a fallback is said, not hidden."""
    for voice in READ_BY:
        engines.choose(voice)
    if not engines.complete:
        raise Degraded(engines.status)


def main() -> int:
    settings = read_settings("speech")
    prepare(settings, "speech", "worker")
    engines = start_narrator(settings).engines
    log.info("engines_started", engines=engines.status)
    health.register("engines", lambda: check_engines(engines))
    worker = HeavyWorker(settings.amqp_uri, ON_ARTICLE_PUBLISHED, read_aloud, initialise)
    start_health_server(settings.metrics_port, settings.metrics_host)
    run_worker(worker)
    return 0


if __name__ == "__main__":
    sys.exit(main())
