"""mongod is killed under load (F04): the door answers in time, and what it said yes to is there afterwards."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
import uuid
from dataclasses import dataclass, field

import httpx
import pytest

from deploy.demo.story.actions import ARTICLE
from deploy.demo.story.door import Visitor
from deploy.demo.story.patience import eventually
from tests.stack import Province
from tests.system.problems import problem_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
OUTAGE_SECONDS = 10.0
WRITERS = 4


@dataclass
class Told:
    """What the door said to one writer: title → status, and how long the slowest answer took."""

    statuses: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    refusals: list[httpx.Response] = field(default_factory=list)


def test_in_an_outage_the_door_answers_in_time_and_keeps_its_word(stack: Province, editor: Visitor) -> None:
    told = [Told() for _ in range(WRITERS)]
    stop = threading.Event()
    writers = [threading.Thread(target=_write_until, args=(stop, editor, own)) for own in told]
    for writer in writers:
        writer.start()
    time.sleep(1)
    try:
        _keep_killed(stack, OUTAGE_SECONDS)
        eventually("a new article after it", lambda: _works_again(told), 60)
    except TimeoutError as late:
        last = [list(own.statuses.values())[-8:] for own in told]
        raise AssertionError(f"{late}: {last}\n{stack.told('mongod', 'content', 'gateway')}") from late
    finally:
        stop.set()
        for writer in writers:
            writer.join(30)

    # 4.75 s is what the door gives its services; a door that waited for the store would take the whole outage.
    assert max(own.slowest for own in told) < OUTAGE_SECONDS
    refusals = [refusal for own in told for refusal in own.refusals]
    assert refusals
    for refusal in refusals:
        problem_of(refusal, 503)
        assert int(refusal.headers["retry-after"]) > 0
    said_yes = {title for own in told for title, status in own.statuses.items() if status == 201}
    assert said_yes <= _titles_on_the_desk(editor)
    assert len(said_yes) >= WRITERS


def test_a_retry_after_the_outage_has_one_effect(stack: Province, editor: Visitor) -> None:
    """The same key all along: whether the first attempt wrote before its answer was lost does not matter."""
    title, key = f"Bài gửi lại {uuid.uuid4()}", str(uuid.uuid4())
    killer = threading.Thread(target=_keep_killed, args=(stack, OUTAGE_SECONDS))
    killer.start()
    statuses: list[int] = []

    def sent() -> bool:
        answer = _post(editor, title, key)
        statuses.append(answer.status_code)
        return answer.status_code == 201

    try:
        eventually("a refusal", lambda: not sent(), 20)
        killer.join()
        # Sooner than the lease of the first attempt would lapse.
        eventually("the article written", sent, 30)
    except TimeoutError as late:
        raise AssertionError(f"{late}: {statuses[-8:]}\n{stack.told('mongod', 'content', 'gateway')}") from late
    finally:
        killer.join()
    assert set(statuses) <= {201, 503, 409}
    assert 503 in statuses
    assert _post(editor, title, key).status_code == 201
    assert [name for name in _all_titles(editor) if name == title] == [title]


def _keep_killed(stack: Province, seconds: float) -> None:
    """As often as the process manager brings it back."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process_id := stack.process_id("mongod"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGKILL)
        time.sleep(0.1)


def _write_until(stop: threading.Event, editor: Visitor, told: Told) -> None:
    while not stop.is_set():
        title = f"Bài lúc mất điện {uuid.uuid4()}"
        started = time.monotonic()
        answer = _post(editor, title, str(uuid.uuid4()))
        told.slowest = max(told.slowest, time.monotonic() - started)
        told.statuses[title] = answer.status_code
        if answer.status_code != 201:
            told.refusals.append(answer)
        stop.wait(0.1)


def _works_again(told: list[Told]) -> bool:
    return all(own.statuses and list(own.statuses.values())[-1] == 201 for own in told)


def _post(editor: Visitor, title: str, key: str) -> httpx.Response:
    body = {**ARTICLE, "title": title, "audience": "ts/x05/"}
    return editor.http.post("/api/v1/articles", json=body, headers={"Idempotency-Key": key})


def _titles_on_the_desk(editor: Visitor) -> set[str]:
    return set(_all_titles(editor))


def _all_titles(editor: Visitor) -> list[str]:
    found: list[str] = []
    query = {"state": "draft"}
    while True:
        page = editor.get("/desk/articles", **query)
        found += [item["title"] for item in page["items"]]
        if not page["next_cursor"]:
            return found
        query["cursor"] = page["next_cursor"]
