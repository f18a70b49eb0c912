"""The worker process itself: real broker, real store, real engine, and kill -9."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime

import msgspec
import pika
import pytest

from deploy.local.environment import python_environment
from deploy.local.keys import make_keys
from deploy.local.mongod import Mongod
from deploy.local.place import LOOPBACK, REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from services.speech.store.audio import ArticleAudio
from services.speech.store.segments import SpokenSegment
from services.speech.worker import ON_ARTICLE_PUBLISHED
from shared import ids
from shared.broker.topology import declare_with_pika, event_exchange, reaction_topology
from shared.contracts import Envelope
from shared.contracts.content import ArticlePublished, Block, BookPublished
from shared.store import GridFSBlobStore
from tests.ports import free_base_port
from tests.services.speech.conftest import blob_ids

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
PARAGRAPH = "Chi bộ thôn Bình Minh tổ chức sinh hoạt chuyên đề về học tập và làm theo nghị quyết của Đảng. " * 6


@pytest.fixture
def channel(broker: Broker) -> Iterator[pika.adapters.blocking_connection.BlockingChannel]:
    connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
    opened = connection.channel()
    opened.confirm_delivery()
    declare_with_pika(opened, reaction_topology(ON_ARTICLE_PUBLISHED))
    opened.queue_purge(ON_ARTICLE_PUBLISHED.name)
    yield opened
    connection.close()


class Worker:
    def __init__(self, place: Place) -> None:
        make_keys(place)
        self.port = free_base_port()
        self._environment = dict(os.environ) | python_environment(place, "speech", self.port)
        self._environment["SOTAY_SPEECH_VOICE_FOLDER"] = str(place.run_dir / "no-voices")
        self.slice_seconds = 15.0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._environment["SOTAY_SPEECH_SLICE_SECONDS"] = str(self.slice_seconds)
        command = [sys.executable, "-m", "services.speech.worker"]
        self._process = subprocess.Popen(command, cwd=REPOSITORY, env=self._environment, start_new_session=True)

    def end(self, number: signal.Signals) -> int:
        if self._process is None:
            return 0
        with suppress(ProcessLookupError):
            if number == signal.SIGKILL:
                os.killpg(self._process.pid, number)  # the child too, as when the machine goes away
            else:
                self._process.send_signal(number)
        return self._process.wait(30)

    def ready(self) -> dict[str, object]:
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{self.port}/ready", timeout=2) as answer:
                body: dict[str, object] = json.load(answer)
        except (urllib.error.URLError, OSError):
            return {"ready": False}
        return body


@pytest.fixture
def worker(stack_place: Place, mongod: Mongod) -> Iterator[Worker]:
    made = Worker(stack_place)
    yield made
    made.end(signal.SIGKILL)


def publish(channel: pika.adapters.blocking_connection.BlockingChannel, told: ArticlePublished | BookPublished) -> None:
    event_id = ids.new_id()
    envelope = Envelope(
        id=event_id,
        type=told.TYPE,
        source="/sotay/ts/content",
        subject=told.book_id if isinstance(told, BookPublished) else told.article_id,
        sequence=1,
        time=datetime.now(UTC),
        correlationid=event_id,
        data=msgspec.Raw(msgspec.json.encode(told)),
    )
    channel.basic_publish(event_exchange("content"), told.TYPE, msgspec.json.encode(envelope), mandatory=True)


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.05)


def ready_rows() -> int:
    return int(ArticleAudio.objects(state="ready").count())


def test_articles_are_read_once_although_the_worker_is_killed_again_and_again(
    channel: pika.adapters.blocking_connection.BlockingChannel, worker: Worker, blobs: GridFSBlobStore
) -> None:
    articles = 3
    for number in range(articles):
        publish(
            channel,
            ArticlePublished(
                article_id=f"a{number}",
                article_version=1,
                audience="ts/",
                title="Tin chi bộ",
                blocks=[Block(text=PARAGRAPH)] * 4,
            ),
        )
    for kill in range(2):
        worker.start()
        wait_until(lambda kill=kill: ready_rows() > kill)  # type: ignore[misc]
        worker.end(signal.SIGKILL)
    worker.start()
    wait_until(lambda: ready_rows() == 2 * articles)
    wait_until(lambda: worker.ready()["ready"] is True)
    assert worker.end(signal.SIGTERM) == 0

    rows = list(ArticleAudio.objects)
    assert len(rows) == 2 * articles
    assert all(len(row.outbox) == 1 for row in rows)
    assert blob_ids(blobs) == sorted(blob for row in rows for blob in (row.blob_id, row.timings_id))
    assert channel.queue_declare(ON_ARTICLE_PUBLISHED.name, passive=True).method.message_count == 0
    assert channel.queue_declare(ON_ARTICLE_PUBLISHED.parked, passive=True).method.message_count == 0


def test_a_notice_is_read_before_the_long_text_that_was_published_first_and_a_kill_in_it_costs_nothing(
    channel: pika.adapters.blocking_connection.BlockingChannel, worker: Worker
) -> None:
    worker.slice_seconds = 0.2
    text = [Block(text=f"Chi bộ bàn việc thứ {number} trong năm và phân công.") for number in range(300)]
    publish(
        channel,
        ArticlePublished(article_id="book", article_version=1, audience="ts/", title="Sách nói", blocks=text),
    )
    worker.start()
    wait_until(lambda: ArticleAudio.objects(article_id="book", segments_said__gt=0).count() == 1)
    publish(
        channel,
        ArticlePublished(
            article_id="notice", article_version=1, audience="ts/", title="Thông báo", blocks=[Block(text=PARAGRAPH)]
        ),
    )
    wait_until(lambda: ArticleAudio.objects(article_id="notice", state="ready").count() == 2)
    assert ArticleAudio.objects(article_id="book", state="ready").count() == 0
    said = SpokenSegment.objects(articles="book").count()
    worker.end(signal.SIGKILL)
    worker.start()
    wait_until(lambda: ArticleAudio.objects(article_id="book", state="ready").count() == 2, 120)
    assert SpokenSegment.objects(articles="book").count() > said > 0
    assert all(len(row.outbox) == 1 for row in ArticleAudio.objects)
    assert channel.queue_declare(ON_ARTICLE_PUBLISHED.parked, passive=True).method.message_count == 0


def test_sound_and_article_are_at_one_although_store_and_broker_are_killed_in_the_middle(
    broker: Broker, mongod: Mongod, worker: Worker, blobs: GridFSBlobStore
) -> None:
    worker.slice_seconds = 0.5
    text = [Block(text=f"Việc thứ {number} được chi bộ bàn và phân công.") for number in range(400)]
    book = ArticlePublished(article_id="book", article_version=1, audience="ts/", title="Sách nói", blocks=text)
    worker.start()
    wait_until(lambda: worker.ready()["ready"] is True)
    with pika.BlockingConnection(pika.URLParameters(broker.uri)) as connection:
        own = connection.channel()
        declare_with_pika(own, reaction_topology(ON_ARTICLE_PUBLISHED))
        publish(own, book)
        wait_until(lambda: ArticleAudio.objects(segments_said__gt=0).count() == 1)
    mongod.kill()
    time.sleep(1)
    mongod.start()
    said = SpokenSegment.objects.count()
    wait_until(lambda: SpokenSegment.objects.count() > said > 0)
    broker.kill()
    broker.start()
    wait_until(lambda: ready_rows() == 2, 120)
    rows = list(ArticleAudio.objects)
    assert all(len(row.outbox) == 1 for row in rows)
    assert blob_ids(blobs) == sorted(blob for row in rows for blob in (row.blob_id, row.timings_id))
    assert all(blobs.stat(row.blob_id).length == row.bytes for row in rows)
    with pika.BlockingConnection(pika.URLParameters(broker.uri)) as connection:
        wait_until(lambda: waiting(connection, ON_ARTICLE_PUBLISHED.name) == 0)
        assert waiting(connection, ON_ARTICLE_PUBLISHED.parked) == 0


def waiting(connection: pika.BlockingConnection, queue: str) -> int:
    return int(connection.channel().queue_declare(queue, passive=True).method.message_count)


def test_readiness_names_the_engine_and_a_text_that_cannot_be_spoken_leaves_the_queue(
    channel: pika.adapters.blocking_connection.BlockingChannel, worker: Worker
) -> None:
    worker.start()
    publish(
        channel,
        ArticlePublished(article_id="s1", article_version=1, audience="ts/", title="🎉", blocks=[Block(text="***")]),
    )
    wait_until(lambda: ArticleAudio.objects(state="failed").count() == 2)
    wait_until(lambda: worker.ready()["ready"] is True)
    engines = worker.ready()["checks"]["engines"]  # type: ignore[index]
    assert engines["state"] == "degraded"
    assert "nu-bac: espeak-ng" in engines["detail"]
    assert "piper: Chưa có giọng Piper" in engines["detail"]
    assert worker.end(signal.SIGTERM) == 0
    assert channel.queue_declare(ON_ARTICLE_PUBLISHED.name, passive=True).method.message_count == 0
    assert channel.queue_declare(ON_ARTICLE_PUBLISHED.parked, passive=True).method.message_count == 0
