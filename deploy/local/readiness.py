"""Asks every part of the stack whether it is ready, each in its own language."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from deploy.local import mongod, processes, rabbitmq
from deploy.local.place import LOOPBACK, Place

PAUSE_SECONDS = 0.2
ANSWER_SECONDS = 5


@dataclass(frozen=True)
class Answer:
    ready: bool
    detail: str = ""


Probe = Callable[[], Answer]


def probes(place: Place) -> dict[str, Probe]:
    """Name of the program → how to ask it."""
    found: dict[str, Probe] = {
        "rabbitmq": lambda: Answer(rabbitmq.is_ready(place)),
        "mongod": lambda: Answer(mongod.is_ready(place)),
        "prometheus": lambda: _ask(f"http://{LOOPBACK}:{place.prometheus_port}/-/ready"),
    }
    for process in processes.present():
        found[process.name] = _page_probe(processes.metrics_port(place, process))
    return found


def ask_all(asked: Mapping[str, Probe]) -> dict[str, Answer]:
    with ThreadPoolExecutor(max_workers=8) as pool:
        return dict(zip(asked, pool.map(lambda probe: probe(), asked.values()), strict=True))


def wait_for_all(place: Place, seconds: float) -> dict[str, Answer]:
    """The answers that are still not ready when the time is over; empty when all is well."""
    waiting: Mapping[str, Probe] = probes(place)
    deadline = time.monotonic() + seconds
    while True:
        answers = {name: answer for name, answer in ask_all(waiting).items() if not answer.ready}
        waiting = {name: waiting[name] for name in answers}
        if not waiting or time.monotonic() > deadline:
            return answers
        time.sleep(PAUSE_SECONDS)


def _page_probe(port: int) -> Probe:
    return lambda: _ask(f"http://{LOOPBACK}:{port}/ready")


def _ask(address: str) -> Answer:
    try:
        with urllib.request.urlopen(address, timeout=ANSWER_SECONDS):
            return Answer(True)
    except urllib.error.HTTPError as refusal:
        return Answer(False, _failed_checks(refusal.read()))
    except OSError as error:
        return Answer(False, str(getattr(error, "reason", error)))


def _failed_checks(body: bytes) -> str:
    try:
        checks = json.loads(body)["checks"]
    except (ValueError, KeyError, TypeError):
        return "not ready"
    return ", ".join(f"{name}: {check['detail']}" for name, check in checks.items() if check["state"] == "failed")
