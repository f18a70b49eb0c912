"""B16: from the question for a recording that is there to its first byte, p95, through the door: token, speech's answer
over the bus whether this member may hear it, the blob store. One listener after the other, of a file of ten minutes."""

import time
import urllib.error
import urllib.request
from statistics import quantiles
from typing import Any

from tests.performance.measuring import alternate, judge_limit
from tests.performance.stage import Stage
from tests.services.bus import token_for

CELL, BYTES, ASKED, MOST_MS = "ts/x01/c01/", 3_600_000, 100, 50
OURS = "milliseconds to the first byte"


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    stored = stage.run("an_article_that_was_read", "speech", bytes=BYTES, audience="ts/x01/")
    path = f"/media/audio/{stored['article_id']}/nu-bac"
    request = urllib.request.Request(
        f"http://127.0.0.1:{stage.place.gateway_port}{path}",
        headers={"Authorization": f"Bearer {token_for(stage.place, 'm1', CELL)}"},
    )
    speech = stage.start("one_service", "speech", service="speech")
    door = stage.start("door", "gateway")
    try:
        _wait_for(request)
        found = alternate({OURS: lambda: _side(request)}, rounds)
    finally:
        door.stop()
        speech.stop()
    return {"first byte": judge_limit(OURS, MOST_MS, [one[OURS]["p95"] for one in found])}


def _side(request: urllib.request.Request) -> dict[str, Any]:
    waits = sorted(_milliseconds(request) for _ in range(ASKED))
    return {"p95": quantiles(waits, n=20)[-1]}


def _milliseconds(request: urllib.request.Request) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=10) as answer:
        first = answer.read(1)
        waited = time.perf_counter() - began
        assert first
        assert len(answer.read()) == BYTES - 1
    return 1000 * waited


def _wait_for(request: urllib.request.Request) -> None:
    for _ in range(300):
        try:
            _milliseconds(request)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("neither door nor speech answers")
