"""The door and the command line as they run: own processes, real mongod and broker."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pika
import pytest
from pymongo import MongoClient

from deploy.local.environment import python_environment
from deploy.local.keys import make_keys, token_private_key_file
from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from shared.security import Grant, issue, load_private_key
from tests.services.content.conftest import CELL

pytestmark = pytest.mark.slow
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def environment(stack_place: Place, mongod: Mongod, broker: Broker) -> dict[str, str]:
    make_keys(stack_place)
    with MongoClient[dict[str, Any]](mongod.uri("content")) as client:
        for name in client.get_default_database().list_collection_names():
            client.get_default_database()[name].drop()
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **python_environment(stack_place, "content")}


def command(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "services.content", *map(str, arguments)]
    return subprocess.run(
        program, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def seeded(environment: dict[str, str]) -> str:
    done = command(environment, "seed-demo", "--audience", "ts/")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def ask(environment: dict[str, str], seeded: str, broker: Broker, stack_place: Place) -> Iterator[Ask]:
    """Asks the running service as the gateway does; as an editor of the province or as a member of a cell."""
    process = subprocess.Popen([sys.executable, "-m", "shared.run", "content"], cwd=REPOSITORY, env=environment)
    connection = pika.BlockingConnection(pika.URLParameters(broker.uri))
    channel = connection.channel()
    channel.exchange_declare("nameko-rpc", "topic", durable=True)
    channel.confirm_delivery()
    replies = str(channel.queue_declare("", exclusive=True).method.queue)
    channel.queue_bind(replies, "nameko-rpc", replies)
    key = load_private_key(token_private_key_file(stack_place))

    def call(method: str, *roles: str, repeat_key: str = "", **fields: Any) -> dict[str, Any]:
        grants = [Grant("member", CELL), *(Grant(role, "ts/") for role in roles)]
        token, _ = issue(
            key, member_id="m1", cell_path=CELL, grants=grants, audience="ts", lifetime=timedelta(minutes=5)
        )
        headers = {"nameko.auth_token": token, **({"nameko.idempotency_key": repeat_key} if repeat_key else {})}
        properties = pika.BasicProperties(reply_to=replies, correlation_id=str(uuid4()), headers=headers)
        publish_when_up(channel, f"content.{method}", json.dumps({"args": [], "kwargs": fields}), properties)
        for got, _, answer in channel.consume(replies, inactivity_timeout=20, auto_ack=True):
            assert got is not None, "no answer"
            return dict(json.loads(answer))
        raise AssertionError

    yield call
    connection.close()
    process.terminate()
    assert process.wait(30) == 0


def publish_when_up(channel: Any, key: str, body: str, properties: pika.BasicProperties) -> None:
    for _ in range(150):
        try:
            return channel.basic_publish("nameko-rpc", key, body, properties, mandatory=True)
        except pika.exceptions.UnroutableError:
            time.sleep(0.2)
    raise AssertionError("content did not start")


def test_seeding_again_changes_nothing(environment: dict[str, str], seeded: str) -> None:
    assert "4 mới" in seeded
    assert "6 bài mới" in seeded
    again = command(environment, "seed-demo", "--audience", "ts/").stdout
    assert "0 mới, 0 thay đổi, 4 giữ nguyên" in again
    assert "0 bài mới" in again


def test_a_real_province_is_not_seeded(environment: dict[str, str]) -> None:
    done = command(environment | {"SOTAY_PROVINCE": "tn"}, "seed-demo", "--audience", "tn/")
    assert (done.returncode, done.stdout) == (1, "")
    assert "tỉnh hư cấu" in done.stderr


def test_bad_files_and_a_bad_audience_end_with_a_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mat.txt").write_text("---\nnumber: 1\n---\nMẬT\n", encoding="utf-8")
    done = command(environment, "import-documents", tmp_path, "--audience", "ts/")
    assert done.returncode == 1
    assert "mat.txt: Nội dung có dấu chỉ độ mật" in done.stdout
    assert "Mã tổ chức đảng" in command(environment, "import-documents", tmp_path, "--audience", "/").stdout
    assert "Không tìm thấy tài liệu" in command(environment, "withdraw-document", "nothing").stderr


def test_a_member_reads_the_seeded_news_and_documents_over_the_bus(ask: Ask) -> None:
    articles = ask("list_articles")["result"]["items"]
    assert len(articles) == 6
    shown = ask("read_article", article_id=articles[0]["id"])["result"]
    assert len(shown["paragraphs"]) >= 6
    (document,) = ask("list_documents", search="thu nop dang phi")["result"]["items"][:1]
    sections = ask("read_document", document_id=document["id"])["result"]["sections"]
    assert sections[0]["anchor"] == "dieu-1-khoan-1"


def test_a_command_repeated_over_the_bus_writes_one_article(ask: Ask) -> None:
    text = {"title": "Tin mới", "body": "Nội dung.", "audience": "ts/"}
    written = [ask("write_article", "committee_editor", repeat_key="k-12345678", **text)["result"] for _ in range(2)]
    assert written[0] == written[1]
    published = ask("publish_article", "committee_editor", article_id=written[0]["id"], version=1)["result"]
    assert published["state"] == "published"


def test_a_member_without_the_role_is_refused_in_vietnamese(ask: Ask) -> None:
    told = ask("write_article", title="A", body="B", audience="ts/")["error"]["exc_args"][0]
    assert told["kind"] == "forbidden"
    assert told["message"].startswith("Đồng chí")
