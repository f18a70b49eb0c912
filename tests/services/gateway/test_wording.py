"""A worded answer as an open page gets it: a stream that is there at once and tells only what was verified."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from deploy.local.rabbitmq import Broker
from tests.services.gateway.conftest import RunningDoor, Tokens, running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def neighbour(broker: Broker) -> Iterator[None]:
    with running("neighbour.py", broker, "assistant"):
        yield


@pytest.fixture
def told(door: RunningDoor, token_of: Tokens) -> Callable[[str], list[tuple[str, dict[str, Any]]]]:
    """Every event of one question's stream."""

    def ask(question_id: str) -> list[tuple[str, dict[str, Any]]]:
        with door.client(token_of()) as app:
            answer = app.get(f"/api/v1/assistant/questions/{question_id}/wording")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        events = [block.split("\n") for block in answer.text.split("\n\n") if block.startswith("event: ")]
        return [(kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for kind, data in events]

    return ask


def test_each_verified_sentence_is_an_event_and_the_end_carries_the_label(told: Callable[[str], Any]) -> None:
    first, second, end = told("q1")
    assert first == (
        "sentence",
        {"text": "Đảng viên nộp đảng phí.", "citation": {"quote": "Đảng viên nộp đảng phí."}},
    )
    assert second[1]["text"] == "Dòng một\ndòng hai\n\nevent: end"
    assert end == ("end", {"state": "worded", "label": "Câu chữ do máy soạn"})


def test_without_a_wording_the_stream_only_ends(told: Callable[[str], Any]) -> None:
    assert told("unverified") == [("end", {"state": "extractive", "label": ""})]


def test_a_question_that_is_not_ones_own_ends_with_its_code(told: Callable[[str], Any]) -> None:
    ((kind, data),) = told("unknown")
    assert (kind, data["state"], data["code"]) == ("end", "extractive", "assistant.question_not_found")


def test_the_stream_is_open_before_the_model_has_answered(door: RunningDoor, token_of: Tokens) -> None:
    with (
        door.client(token_of()) as app,
        app.stream("GET", "/api/v1/assistant/questions/slow/wording") as answer,
    ):
        pieces = answer.iter_text()
        assert "event" not in next(pieces)
        opened = time.monotonic()
        assert "event: end" in "".join(pieces)
        assert time.monotonic() - opened > 1.0


def test_nobody_without_a_name_opens_it(door: RunningDoor) -> None:
    with door.client() as app:
        assert app.get("/api/v1/assistant/questions/q1/wording").status_code == 401
