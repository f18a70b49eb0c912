"""The health server, asked over HTTP; in a plain process and in a monkey-patched one."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from shared.errors import Unavailable
from shared.observability import CheckResult, Degraded, Health, start_health_server
from shared.observability.health import HealthServer


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
def server(health: Health) -> Iterator[HealthServer]:
    running = start_health_server(0, checks=health)
    yield running
    running.stop()


def ask(server: HealthServer, path: str) -> tuple[int, Any]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def ready(server: HealthServer) -> tuple[int, Any]:
    status, body = ask(server, "/ready")
    return status, json.loads(body)


def test_without_checks_a_process_is_live_and_ready(server: HealthServer) -> None:
    assert ask(server, "/live") == (200, b'{"alive": true}')
    assert ready(server) == (200, {"ready": True, "checks": {}})


def test_one_failing_check_makes_the_process_unready_and_is_named(health: Health, server: HealthServer) -> None:
    def away() -> None:
        raise Unavailable

    def broken() -> None:
        raise ConnectionError("mongodb://sotay:hunter2@127.0.0.1")

    health.register("engine", lambda: CheckResult("ok", "piper"))
    health.register("broker", away)
    health.register("store", broken)
    status, body = ready(server)
    assert status == 503
    assert not body["ready"]
    states = {name: (check["state"], check["detail"]) for name, check in body["checks"].items()}
    assert states == {
        "engine": ("ok", "piper"),
        "broker": ("failed", "unavailable"),
        "store": ("failed", "ConnectionError"),
    }
    assert "hunter2" not in json.dumps(body)
    assert b'sotay_check_ok{check="store"} 0.0' in ask(server, "/metrics")[1]
    health.register("broker", lambda: None)
    health.register("store", lambda: None)
    assert ready(server)[0] == 200


def test_a_fallback_is_ready_and_says_so(health: Health, server: HealthServer) -> None:
    def fallback() -> None:
        raise Degraded("espeak-ng in place of piper")

    health.register("voice", fallback)
    status, body = ready(server)
    assert (status, body["checks"]["voice"]["state"]) == (200, "degraded")
    assert body["checks"]["voice"]["detail"] == "espeak-ng in place of piper"


def test_a_loop_that_stopped_beating_is_not_alive(health: Health, server: HealthServer) -> None:
    health.expect_beats(0.2)
    assert ask(server, "/live")[0] == 200
    time.sleep(0.3)
    assert ask(server, "/live")[0] == 503
    health.beat()
    assert ask(server, "/live")[0] == 200


def test_metrics_are_served_and_other_paths_are_not(server: HealthServer) -> None:
    status, body = ask(server, "/metrics")
    assert status == 200
    assert b"sotay_outbox_pending" in body
    assert ask(server, "/")[0] == 404


def test_a_slow_check_does_not_hold_up_liveness(health: Health, server: HealthServer) -> None:
    import threading

    health.register("slow", lambda: time.sleep(1))
    asking = threading.Thread(target=ready, args=(server,))
    asking.start()
    time.sleep(0.1)
    started = time.monotonic()
    assert ask(server, "/live")[0] == 200
    assert time.monotonic() - started < 0.5
    asking.join()


EVENTLET = """
import eventlet
eventlet.monkey_patch()
import urllib.request
from shared.observability import health, start_health_server
health.register("slow", lambda: eventlet.sleep(0.5))
server = start_health_server(0)
address = f"http://127.0.0.1:{server.port}"
slow = eventlet.spawn(lambda: urllib.request.urlopen(address + "/ready").status)
eventlet.sleep(0.05)
assert urllib.request.urlopen(address + "/live").status == 200 and not slow.dead
assert slow.wait() == 200
assert b"sotay_" in urllib.request.urlopen(address + "/metrics").read()
server.stop()
print("green")
"""


def test_it_serves_in_a_monkey_patched_process() -> None:
    done = subprocess.run([sys.executable, "-c", EVENTLET], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "green", done.stderr[-2000:]
