"""The running worker and a book: its titles and a long chapter are there once, although it is killed in the middle."""

import signal

import pika
import pytest

from services.speech.store.audio import ArticleAudio
from services.speech.store.segments import SpokenSegment
from services.speech.worker import ON_ARTICLE_PUBLISHED
from shared.contracts.content import ArticlePublished, Block, BookChapter, BookPublished
from shared.store import GridFSBlobStore
from tests.services.speech.conftest import blob_ids
from tests.services.speech.test_worker import Worker, channel, publish, ready_rows, wait_until, worker

__all__ = ["channel", "worker"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
CHAPTERS = 12


def test_titles_and_a_long_chapter_are_each_read_once_although_the_worker_is_killed_among_them(
    channel: pika.adapters.blocking_connection.BlockingChannel, worker: Worker, blobs: GridFSBlobStore
) -> None:
    worker.slice_seconds = 0.2
    text = [Block(text=f"Việc thứ {number} được chi bộ bàn và phân công.") for number in range(200)]
    long = ArticlePublished(article_id="a1", article_version=1, audience="ts/", title="Mở đầu", blocks=text)
    chapters = [
        BookChapter(kind="article", ref=f"a{number}", title=f"Chặng đường thứ {number}")
        for number in range(1, CHAPTERS + 1)
    ]
    publish(channel, long)
    publish(channel, BookPublished(book_id="b1", book_version=1, audience="ts/", title="Lịch sử xã", chapters=chapters))
    worker.start()
    wait_until(lambda: ArticleAudio.objects(article_id="a1", segments_said__gt=0).count() == 1)
    wait_until(lambda: ready_rows() >= 4)
    said = SpokenSegment.objects(articles="a1").count()
    worker.end(signal.SIGKILL)
    assert ready_rows() < 2 * (CHAPTERS + 2), "killed before all was read"
    worker.start()
    wait_until(lambda: ready_rows() == 2 * (CHAPTERS + 2), 120)
    wait_until(lambda: channel.queue_declare(ON_ARTICLE_PUBLISHED.name, passive=True).method.message_count == 0)
    assert SpokenSegment.objects(articles="a1").count() > said > 0
    rows = list(ArticleAudio.objects)
    assert len(rows) == 2 * (CHAPTERS + 2), "the book's title, those of its chapters, and the chapter itself"
    assert blob_ids(blobs) == sorted(blob for row in rows for blob in (row.blob_id, row.timings_id))
    assert channel.queue_declare(ON_ARTICLE_PUBLISHED.parked, passive=True).method.message_count == 0
