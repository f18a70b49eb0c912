"""The worker process itself: real broker, real store, real Tesseract, and kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import httpx
import pika
import pytest

from deploy.local.environment import python_environment
from deploy.local.keys import field_keys_file, make_keys
from deploy.local.mongod import Mongod
from deploy.local.place import LOOPBACK, REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from services.content.store import article_files, document_drafts, scans
from services.content.usecases.begin_scan import begin_scan
from services.content.usecases.write_article import write_article
from services.content.worker import ON_SCAN_SENT
from shared import clock, ids
from shared.broker.topology import declare_with_pika, reaction_topology
from shared.reading.kinds import Kind
from shared.store import GridFSBlobStore, KeyRing, use_keys
from shared.usecase import perform
from tests.ports import free_base_port
from tests.services.content.conftest import SERVICE, editor
from tests.services.content.document_files import BODY
from tests.services.content.scanned_files import jpeg, png, printed, scanned, stamped, tiff
from tests.services.content.sent_files import send
from tests.shared.helpers import body_of, depth, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
MORE = ["Điều 3. Tổ chức thực hiện", "1. Chi bộ phổ biến nghị quyết này tới từng đảng viên trong tháng 3."]
SECONDS = 120

Channel = pika.adapters.blocking_connection.BlockingChannel


@pytest.fixture
def channel(broker: Broker) -> Iterator[Channel]:
    connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
    opened = connection.channel()
    declare_with_pika(opened, reaction_topology(ON_SCAN_SENT))
    opened.queue_purge(ON_SCAN_SENT.name)
    yield opened
    connection.close()


class Worker:
    def __init__(self, place: Place) -> None:
        make_keys(place)
        self.port = free_base_port()
        self.environment = dict(os.environ) | python_environment(place, SERVICE, self.port)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "services.content.worker"]
        self.process = subprocess.Popen(command, cwd=REPOSITORY, env=self.environment, start_new_session=True)

    def kill(self) -> None:
        """The children too, as when the machine goes away."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)

    def ready(self) -> bool:
        with suppress(httpx.HTTPError):
            return bool(httpx.get(f"http://{LOOPBACK}:{self.port}/ready", timeout=2).json()["ready"])
        return False


@pytest.fixture
def worker(stack_place: Place, mongod: Mongod) -> Iterator[Worker]:
    made = Worker(stack_place)
    use_keys(KeyRing.load(field_keys_file(stack_place), SERVICE))
    yield made
    made.kill()


def sent_for_an_article(channel: Channel, content: bytes) -> str:
    who = editor(now=clock.now())
    text = {"title": "Ảnh chụp công văn", "body": "Đoạn.", "audience": "ts/", "form": "markup"}
    article_id = perform(write_article, text, who)["id"]
    file_id = str(send(article_id, content, editor(now=clock.now()), unseen=True)["id"])
    tell(channel, file_id)
    return file_id


def sent(channel: Channel, content: bytes) -> str:
    scan_id = ids.new_id()
    begin_scan(
        scan_id, content, Kind.PICTURE, editor(now=clock.now()), file_name="quet.tif", audience="ts/", pages=0
    )  # fmt: skip
    tell(channel, scan_id)
    return scan_id


def tell(channel: Channel, scan_id: str) -> None:
    channel.basic_publish(
        "", ON_SCAN_SENT.name, body_of("content.scan_sent.v1", ids.new_id(), data={"scan_id": scan_id})
    )


def test_a_worker_killed_in_the_middle_is_replaced_and_a_marked_scan_holds_up_no_other(
    channel: Channel, worker: Worker
) -> None:
    scan_id = sent(channel, tiff(*map(scanned, printed(BODY, MORE, MORE, MORE))))
    marked = sent(channel, png(scanned(stamped(printed(BODY)[0], "TUYỆT MẬT"))))
    worker.start()
    wait_for(worker.ready, SECONDS)
    wait_for(lambda: scans.numbers_read(scan_id), SECONDS)
    worker.kill()
    kept = scans.numbers_read(scan_id)
    assert 1 <= len(kept) < 4
    worker.start()
    draft = wait_for(lambda: document_drafts.find(scan_id), SECONDS)
    assert draft.proposed["number"] == "18-NQ/TU"
    assert draft.page_notes == []
    wait_for(lambda: scans.find(marked).state == "refused", SECONDS)  # type: ignore[union-attr]
    assert document_drafts.find(marked) is None
    wait_for(lambda: depth(channel, ON_SCAN_SENT.name) == 0, SECONDS)
    assert depth(channel, ON_SCAN_SENT.parked) == 0


def test_files_of_an_article_are_released_or_removed_by_the_worker_that_comes_after_a_killed_one(
    channel: Channel, worker: Worker, blobs: GridFSBlobStore
) -> None:
    page = printed(BODY)[0]
    plain = sent_for_an_article(channel, jpeg(scanned(page)))
    marked = sent_for_an_article(channel, jpeg(scanned(stamped(page, "TUYỆT MẬT"))))
    worker.start()
    wait_for(lambda: scans.find(plain).state == "reading", SECONDS)  # type: ignore[union-attr]
    worker.kill()
    assert article_files.find(plain).unseen  # type: ignore[union-attr]
    worker.start()
    wait_for(lambda: not article_files.find(plain).unseen, SECONDS)  # type: ignore[union-attr]
    wait_for(lambda: article_files.find(marked) is None, SECONDS)
    released = article_files.find(plain)
    assert released is not None
    given_out = set(blobs.named(article_files.BLOB, clock.now() + timedelta(days=1)))
    assert given_out == {released.blob_id, released.small_id}
    wait_for(lambda: depth(channel, ON_SCAN_SENT.name) == 0, SECONDS)
    assert depth(channel, ON_SCAN_SENT.parked) == 0
