"""What a listener of a fresh article waits for, in processor time: from its text to the first levelled, checked,
encoded sentence, as the worker and the service make it one after the other. Nothing is kept between articles."""

import time
from contextlib import suppress
from statistics import median

from services.speech.engines.growing import GrowingText
from services.speech.engines.narrator import Narrator
from services.speech.engines.segment_cache import MemorySegments
from services.speech.engines.start import start_narrator
from services.speech.rules.segment_facts import Facts
from tests.performance.sides.an_article_to_read import ARTICLE, titles
from tests.performance.sides.medium_voice import settings_of
from tests.performance.sides.report import report, task


class Said(Exception):
    """The first sentence is kept; the worker goes on, the listener waits no longer for it."""


class FirstOnly(MemorySegments):
    def keep(self, key: str, facts: Facts, packed: bytes) -> Facts:
        super().keep(key, facts, packed)
        raise Said


def main() -> None:
    wanted = task()["engine"]
    with settings_of(wanted) as settings:
        narrator = start_narrator(settings)
    assert narrator.engines.choose("nu-bac").engine.name.startswith(wanted)
    seconds = [_first(narrator, title) for title in titles(task()["articles"] + 1)][1:]
    report(len(seconds), sum(seconds), milliseconds=1000 * median(seconds))


def _first(narrator: Narrator, title: str) -> float:
    cache, engine = FirstOnly(), narrator.engines.choose("nu-bac").engine.name
    began = time.process_time()
    with suppress(Said):
        narrator.record(title, ARTICLE, "nu-bac", cache)
    assert GrowingText(narrator.reader, engine, "nu-bac", title, ARTICLE).portion(0, cache).encode()
    return time.process_time() - began


if __name__ == "__main__":
    main()
