"""A real worker process and its child: long jobs, killed children, failures, outages, polite and other ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from deploy.local.environment import python_environment
from deploy.local.keys import make_keys
from deploy.local.mongod import Mongod
from deploy.local.rabbitmq import Broker
from shared.contracts import event_type
from shared.contracts.samples import sample_of
from tests.shared.documents import Reading
from tests.shared.heavy.grinder import REACTION
from tests.shared.helpers import body_of, depth, forget, take, wait_for

pytestmark = pytest.mark.slow
TYPE = "content.article_withdrawn.v1"
HEARTBEAT = 3
DELAYS = ("grinder.retry.0.2s", "grinder.retry.0.4s")


@dataclass
class Grinder:
    process: "subprocess.Popen[bytes]"
    tries_file: Path
    channel: Any

    def tell(self, event_id: str, what: str) -> None:
        data = {**sample_of(event_type(TYPE))["data"], "audience": what}
        self.channel.basic_publish("", REACTION.name, body_of(TYPE, event_id, data=data))

    def tries(self, event_id: str) -> list[int]:
        """The process id of the child at each try."""
        if not self.tries_file.exists():
            return []
        rows = [line.split() for line in self.tries_file.read_text().splitlines()]
        return [int(pid) for tried, pid in rows if tried == event_id]

    def given_up(self) -> list[str]:
        told = self.tries_file.with_suffix(".given_up")
        return told.read_text().split() if told.exists() else []

    def kill_child(self, event_id: str) -> None:
        os.kill(wait_for(lambda: self.tries(event_id))[-1], signal.SIGKILL)

    def log(self) -> str:
        return self.tries_file.with_suffix(".log").read_text()

    def children(self) -> list[int]:
        return [child.pid for child in psutil.Process(self.process.pid).children(recursive=True)]


def effect(event_id: str) -> int:
    reading = Reading.objects(pk=event_id).first()
    return reading.times if reading else 0


@pytest.fixture
def grinder(broker: Broker, mongod: Mongod, leaflets: Any, channel: Any, tmp_path: Path) -> Iterator[Grinder]:
    make_keys(broker.place)
    forget(channel, [REACTION.name, REACTION.parked, *DELAYS])
    tries = tmp_path / "tries"
    environment = {**os.environ, **python_environment(broker.place, "content"), "SOTAY_TRIES": str(tries)}
    with tries.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.shared.heavy.grinder", str(HEARTBEAT)],
            env=environment,
            stdout=log,
            stderr=log,
        )
    started = Grinder(process, tries, channel)
    wait_for(lambda: "worker_connected" in started.log(), 60)
    yield started
    if process.poll() is None:
        process.kill()
        process.wait(10)


def test_jobs_good_bad_long_and_interrupted(grinder: Grinder) -> None:
    """One start of the worker for several stories: a start costs seconds."""
    channel = grinder.channel

    grinder.tell("e-long", f"work {HEARTBEAT * 3}")
    wait_for(lambda: effect("e-long") == 1)
    assert len(grinder.tries("e-long")) == 1, "longer than its heartbeats, and delivered once"
    assert "broker_connection_lost" not in grinder.log()

    grinder.tell("e-killed", "work 1")
    grinder.kill_child("e-killed")
    wait_for(lambda: effect("e-killed") == 1)
    assert len(set(grinder.tries("e-killed"))) == 2, "done by a second child"

    grinder.tell("e-bad", "fail")
    channel.basic_publish("", REACTION.name, b"unreadable")
    bad, unreadable = (take(channel, REACTION.parked, 30) for _ in range(2))
    if bad[1] == b"unreadable":
        bad, unreadable = unreadable, bad
    assert len(grinder.tries("e-bad")) == 3, "at once, and after each delay"
    assert bad[0].headers["x-parked-reason"] == "retries_exhausted"
    assert len(bad[0].headers["x-history"]) == 3
    assert unreadable[0].headers["x-parked-reason"] == "unreadable_event"
    assert unreadable[1] == b"unreadable"
    assert grinder.given_up() == ["e-bad"], "once, and nobody waits for what could not be read"

    for _ in range(3):
        grinder.tell("e-twice", "work")
    grinder.tell("e-last", "work")
    wait_for(lambda: effect("e-last") == 1)
    assert (effect("e-twice"), len(grinder.tries("e-twice"))) == (1, 3)

    grinder.tell("e-sliced", "slice 0.5")
    grinder.tell("e-short", "work")
    wait_for(lambda: effect("e-sliced") == 1)
    order = [line.split()[0] for line in grinder.tries_file.read_text().splitlines()][-4:]
    assert order == ["e-sliced", "e-short", "e-sliced", "e-sliced"], "what waits gets its turn between two slices"

    channel.queue_delete(REACTION.name)  # the broker cancels the consumer; a worker must not wait for ever then
    wait_for(lambda: grinder.log().count("worker_connected") == 2)
    grinder.tell("e-after", "work")
    wait_for(lambda: effect("e-after") == 1)
    assert depth(channel, REACTION.parked) == 0


def test_a_job_that_hangs_is_killed_and_parked_and_the_next_one_has_its_turn(grinder: Grinder) -> None:
    grinder.tell("e-hangs", "work 3600")
    grinder.tell("e-behind", "work")
    wait_for(lambda: effect("e-behind") == 1, 60)
    parked = take(grinder.channel, REACTION.parked, 120)
    assert parked[0].headers["x-parked-reason"] == "retries_exhausted"
    assert len(set(grinder.tries("e-hangs"))) == 3, "each time by another child"
    assert effect("e-hangs") == 0
    assert grinder.given_up() == ["e-hangs"]


def test_an_event_is_not_parked_before_those_who_wait_could_be_told(grinder: Grinder) -> None:
    grinder.tell("e-untold", "fail outage")
    wait_for(lambda: len(grinder.tries("e-untold")) == 3 and "not_given_up" in grinder.log(), 30)
    assert depth(grinder.channel, REACTION.parked) == 0
    Path(f"{grinder.tries_file}.healed").touch()
    take(grinder.channel, REACTION.parked, 30)
    assert grinder.given_up() == ["e-untold"]


def test_an_outage_holds_the_job_and_a_polite_end_gives_it_back(grinder: Grinder) -> None:
    grinder.tell("e-held", "outage")
    wait_for(lambda: len(grinder.tries("e-held")) >= 2)
    assert depth(grinder.channel, REACTION.parked) == 0
    Path(f"{grinder.tries_file}.healed").touch()
    wait_for(lambda: effect("e-held") == 1)

    grinder.tell("e-in-hand", "work 2")
    wait_for(lambda: grinder.tries("e-in-hand"))
    grinder.tell("e-next", "work")
    began = time.monotonic()
    grinder.process.terminate()
    assert grinder.process.wait(25) == 0, grinder.log()
    assert 1 < time.monotonic() - began < 20
    assert (effect("e-in-hand"), effect("e-next")) == (1, 0)
    wait_for(lambda: depth(grinder.channel, REACTION.name) == 1)


def test_a_killed_worker_leaves_no_child_at_work_and_its_job_to_the_next(grinder: Grinder) -> None:
    grinder.tell("e-orphan", "work 30")
    wait_for(lambda: grinder.tries("e-orphan"))
    children = grinder.children()
    assert grinder.tries("e-orphan")[0] in children
    grinder.process.kill()
    grinder.process.wait(10)
    wait_for(lambda: not any(psutil.pid_exists(pid) for pid in children), 10)
    wait_for(lambda: depth(grinder.channel, REACTION.name) == 1)
