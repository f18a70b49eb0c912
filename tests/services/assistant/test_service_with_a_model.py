"""The real process with a model set up: asked over RPC, worded over HTTP, ready while the model is away."""

import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace

import pytest

from deploy.local.keys import make_keys
from deploy.local.mongod import Mongod
from deploy.local.place import LOOPBACK, Place
from deploy.local.processes import PROCESSES, metrics_port, program
from deploy.local.programs import RunningProgram
from deploy.local.rabbitmq import Broker
from tests.services import bus
from tests.services.assistant.model_server import ModelServer, model_server
from tests.services.assistant.test_service import CELL, is_ready, publish

pytestmark = pytest.mark.slow
CLAUSE = "1. Sổ chi bộ ghi đầy đủ nội dung từng buổi họp."
QUESTION = "Sổ chi bộ ghi đầy đủ nội dung gì?"


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


@pytest.fixture(scope="module")
def port(stack_place: Place) -> int:
    return metrics_port(stack_place, next(each for each in PROCESSES if each.name == "assistant"))


@pytest.fixture(scope="module")
def line(stack_place: Place, broker: Broker, mongod: Mongod, model: ModelServer, port: int) -> Iterator[bus.Line]:
    make_keys(stack_place)
    plain = program(stack_place, next(each for each in PROCESSES if each.name == "assistant"))
    given = {
        "SOTAY_ASSISTANT_WORDING_URL": model.url,
        "SOTAY_ASSISTANT_WORDING_MODEL": "m",
        "SOTAY_ASSISTANT_WORDING_SECONDS": "2",
    }
    with_model = replace(plain, environment={**plain.environment, **given})
    running = RunningProgram(with_model, stack_place.log_dir / "assistant.log")
    try:
        running.wait_until(lambda: is_ready(port), 60)
        with bus.line_to("assistant", broker) as opened:
            yield opened
    finally:
        running.stop()


def told(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://{LOOPBACK}:{port}{path}", timeout=5) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def test_an_answer_is_worded_and_a_model_that_fails_leaves_the_process_ready_and_degraded(
    line: bus.Line, stack_place: Place, model: ModelServer, port: int
) -> None:
    token = bus.token_for(stack_place, "m1", CELL)
    publish(line, "d-book", CLAUSE)
    deadline = time.monotonic() + 20
    while not (asked := line.ask("ask", token, question=QUESTION)["result"])["citations"]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    worded = line.ask("word_answer", token, question_id=asked["id"])["result"]
    assert worded["state"] == "worded"
    assert worded["sentences"][0]["citation"]["quote"] in CLAUSE
    model.wait = 10.0
    for _ in range(3):
        started = time.monotonic()
        assert line.ask("word_answer", token, question_id=asked["id"])["result"]["state"] == "extractive"
        assert time.monotonic() - started < 4.0  # two seconds, and a machine with other work
    assert '"wording"' in (ready := told(port, "/ready"))
    assert "degraded" in ready
    metrics = told(port, "/metrics")
    assert 'sotay_wording_seconds_count{outcome="worded"} 1.0' in metrics
    assert 'sotay_wording_seconds_count{outcome="late"} 3.0' in metrics
    assert "Sổ chi bộ" not in metrics
