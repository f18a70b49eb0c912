"""The real process: an event in through RabbitMQ, a question answered through RPC, a damaged index mended."""

import json
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import pika
import pytest

from deploy.local.keys import make_keys, token_private_key_file
from deploy.local.mongod import Mongod
from deploy.local.place import LOOPBACK, Place
from deploy.local.processes import PROCESSES, metrics_port, program
from deploy.local.programs import RunningProgram
from deploy.local.rabbitmq import Broker, amqp_uri
from shared import clock
from shared.contracts.content import Clause, DocumentPublished
from shared.contracts.envelope import Envelope
from shared.ids import new_id
from shared.security import Grant, issue, load_private_key

pytestmark = pytest.mark.slow
CELL = "ts/x03/c0312/"
SEARCHABLE_WITHIN = 5.0


@pytest.fixture(scope="module")
def process(stack_place: Place, broker: Broker, mongod: Mongod) -> Iterator[RunningProgram]:
    make_keys(stack_place)
    door = next(each for each in PROCESSES if each.name == "assistant")
    running = RunningProgram(program(stack_place, door), stack_place.log_dir / "assistant.log")
    running.wait_until(lambda: is_ready(metrics_port(stack_place, door)), 30)
    yield running
    running.stop()


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture
def channel(stack_place: Place, process: RunningProgram) -> Iterator[Any]:
    connection = pika.BlockingConnection(pika.URLParameters(amqp_uri(stack_place)))
    opened = connection.channel()
    opened.confirm_delivery()
    yield opened
    connection.close()


@pytest.fixture
def ask(stack_place: Place, channel: Any) -> Callable[[str], dict[str, Any]]:
    """Ask over nameko's RPC protocol, as the gateway does."""
    key = load_private_key(token_private_key_file(stack_place))
    token, _ = issue(
        key,
        member_id="m1",
        cell_path=CELL,
        grants=[Grant("member", CELL)],
        audience="ts",
        lifetime=timedelta(minutes=10),
    )
    replies = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(replies, "nameko-rpc", replies)

    def send(question: str) -> dict[str, Any]:
        channel.basic_publish(
            "nameko-rpc",
            "assistant.ask",
            json.dumps({"args": [], "kwargs": {"question": question}}).encode(),
            pika.BasicProperties(
                content_type="application/json",
                reply_to=replies,
                correlation_id=new_id(),
                headers={"nameko.auth_token": token},
            ),
            mandatory=True,
        )
        return answer(channel, replies)

    return send


def answer(channel: Any, replies: str) -> dict[str, Any]:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        _, _, body = channel.basic_get(replies, auto_ack=True)
        if body is not None:
            reply = json.loads(body)
            assert reply["error"] is None
            return dict(reply["result"])
        time.sleep(0.01)
    raise AssertionError("no answer within 5 s")


def publish(channel: Any, document_id: str, text: str) -> None:
    data = DocumentPublished(
        document_id=document_id,
        document_version=1,
        audience="ts/",
        number="07-HD/TU",
        title="Hướng dẫn",
        kind="Hướng dẫn",
        issuer="Tỉnh ủy Trường Sơn",
        issued_on=date(2020, 1, 1),
        effective_from=date(2020, 1, 1),
        clauses=[Clause(anchor="dieu-1-khoan-1", heading="Điều 1. Quy định", text=text)],
    )
    envelope = Envelope(
        id=new_id(),
        type=DocumentPublished.TYPE,
        source="content/ts",
        subject=document_id,
        sequence=1,
        time=clock.now(),
        correlationid=new_id(),
        data=msgspec.Raw(msgspec.json.encode(data)),
    )
    body = msgspec.json.encode(envelope)
    properties = pika.BasicProperties(content_type="application/json", delivery_mode=2, message_id=envelope.id)
    channel.basic_publish("content.events", DocumentPublished.TYPE, body, properties, mandatory=True)


def cited_within(ask: Callable[[str], dict[str, Any]], question: str, document_id: str) -> float:
    """Seconds until the question is answered from the document."""
    started = time.monotonic()
    while time.monotonic() - started < SEARCHABLE_WITHIN:
        cited = [citation["document_id"] for citation in ask(question)["citations"]]
        if cited == [document_id]:
            return time.monotonic() - started
        time.sleep(0.05)
    raise AssertionError(f"{document_id} was not searchable within {SEARCHABLE_WITHIN} s")


def test_a_document_is_searchable_within_five_seconds_of_its_event(
    channel: Any, ask: Callable[[str], dict[str, Any]]
) -> None:
    publish(channel, "d-dues", "1. Đảng viên nộp đảng phí hằng tháng cho chi bộ.")
    assert cited_within(ask, "dang vien nop dang phi hang thang cho ai", "d-dues") < SEARCHABLE_WITHIN


def test_an_index_deleted_under_the_process_is_mended_and_questions_go_on(
    channel: Any, ask: Callable[[str], dict[str, Any]], stack_place: Place
) -> None:
    publish(channel, "d-meeting", "1. Chi bộ họp định kỳ vào ngày mồng ba.")
    cited_within(ask, "Chi bộ họp định kỳ ngày nào?", "d-meeting")
    index = stack_place.data_dir / "assistant" / "assistant-index"
    for generation in index.iterdir():
        shutil.rmtree(generation)
    assert ask("Chi bộ họp định kỳ ngày nào?")["tier"] == "answer"
    deadline = time.monotonic() + SEARCHABLE_WITHIN
    while not list(index.glob("*/meta.json")):
        assert time.monotonic() < deadline, "the index was not rebuilt"
        time.sleep(0.05)
    publish(channel, "d-card", "1. Thẻ đảng viên bị mất phải báo chi ủy.")
    cited_within(ask, "Thẻ đảng viên bị mất phải báo ai?", "d-card")


def test_a_killed_process_comes_back_with_its_index(
    stack_place: Place, process: RunningProgram, ask: Callable[[str], dict[str, Any]], channel: Any
) -> None:
    publish(channel, "d-study", "1. Đảng viên học tập nghị quyết qua sổ tay.")
    cited_within(ask, "Đảng viên học tập nghị quyết qua đâu?", "d-study")
    process.kill()
    door = next(each for each in PROCESSES if each.name == "assistant")
    again = RunningProgram(program(stack_place, door), stack_place.log_dir / "assistant.log")
    try:
        again.wait_until(lambda: is_ready(metrics_port(stack_place, door)), 30)
        assert cited_within(ask, "Đảng viên học tập nghị quyết qua đâu?", "d-study") < SEARCHABLE_WITHIN
    finally:
        again.stop()
