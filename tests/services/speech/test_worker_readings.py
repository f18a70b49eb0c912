"""The running worker and the desk of readings: what is changed there is heard in the next text, without a restart."""

from datetime import UTC, datetime

import pika
import pytest

from services.speech.store import readings
from services.speech.store.audio import ArticleAudio
from services.speech.store.unknown_words import UnknownWord
from services.speech.usecases.fresh_reader import FreshReader
from shared.contracts.content import ArticlePublished, Block
from tests.services.speech.test_worker import Worker, channel, publish, ready_rows, wait_until, worker

__all__ = ["channel", "worker"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]


def article(number: int, text: str) -> ArticlePublished:
    blocks = [Block(text=text)]
    return ArticlePublished(article_id=f"a{number}", article_version=1, audience="ts/", title="Tin", blocks=blocks)


def noted() -> dict[str, list[str]]:
    return {row.word: row.articles for row in UnknownWord.objects}


def test_a_reading_changed_on_the_desk_is_in_the_next_recording_of_the_running_worker(
    channel: pika.adapters.blocking_connection.BlockingChannel,
    worker: Worker,
) -> None:
    worker.start()
    publish(channel, article(1, "BKHN họp với các chi bộ."))
    wait_until(lambda: ready_rows() == 2)
    wait_until(lambda: noted() == {"BKHN": ["a1"]})  # after the recordings: nobody waits for it
    before = FreshReader(None).current().version
    readings.add(
        "abbreviations", "BKHN", "Ban Kinh tế",
        before=None, change_id="c1", made_by="m1", made_at=datetime(2026, 11, 27, tzinfo=UTC),
    )  # fmt: skip
    publish(channel, article(2, "BKHN họp với PQRT."))
    wait_until(lambda: ready_rows() == 4)
    after = FreshReader(None).current().version
    assert {row.reader for row in ArticleAudio.objects(article_id="a1")} == {before}
    assert {row.reader for row in ArticleAudio.objects(article_id="a2")} == {after}
    assert before != after
    wait_until(lambda: noted() == {"BKHN": ["a1"], "PQRT": ["a2"]})
