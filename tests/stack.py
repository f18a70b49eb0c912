"""The whole province as `make run` starts it, on ports of its own: once per test run, for every test that asks.

One that is to have other settings is started by the test that needs it (`running`).

Owns: its folder, ports and processes. Promises: seeded with the demonstration; stopped at the end whatever
happened. Tests share it: a test makes what it needs and counts only that.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deploy.demo.story.door import Visitor, visitor
from deploy.demo.story.people import address_of, passwords
from deploy.demo.story.witness import Witness
from deploy.local import manager, stack
from deploy.local.manager import Manager
from deploy.local.place import Place
from deploy.local.rabbitmq import amqp_uri
from tests.ports import MEMORY, free_base_port

LOGGED_IN_SECONDS = 20 * 60


@dataclass
class Province:
    place: Place
    seconds_to_start: float
    known: dict[str, tuple[Visitor, float]] = field(default_factory=dict)
    """Who logged in, and when."""

    @property
    def address(self) -> str:
        return address_of(self.place)

    @property
    def amqp_uri(self) -> str:
        return amqp_uri(self.place)

    def password_of(self, username: str) -> str:
        return passwords(self.place)[username]

    def visitor(self, username: str) -> Visitor:
        """Log-ins are counted, so not for every test; anew in time before the token of half an hour runs out in one."""
        known = self.known.get(username)
        if known is None or time.monotonic() - known[1] > LOGGED_IN_SECONDS:
            person = visitor(self.address)
            person.log_in(username, self.password_of(username))
            self.known[username] = known = (person, time.monotonic())
        return known[0]

    def stranger(self) -> Visitor:
        return visitor(self.address)

    def told(self, *names: str) -> str:
        """What runs, and the end of these processes' logs: for whoever reads why a test failed."""
        lines = [
            f"{row['name']} {row['statename']} {row['now'] - row['start']} s" for row in Manager(self.place).processes()
        ]
        for name in names:
            log = (self.place.log_dir / f"{name}.log").read_text(errors="replace")
            lines += [f"--- {name}", *(line[:400] for line in log.splitlines()[-6:])]
        return "\n".join(lines)

    def process_id(self, name: str) -> int:
        return next(int(row["pid"]) for row in Manager(self.place).processes() if row["name"] == name)


@pytest.fixture(scope="session", name="stack")
def running_stack() -> Iterator[Province]:
    with running() as province:
        yield province


@contextmanager
def running(**settings: str) -> Iterator[Province]:
    """`settings`: of the services, otherwise than usual."""
    folder = Path(tempfile.mkdtemp(prefix="sotay-all-"))
    memory = Path(tempfile.mkdtemp(prefix="sotay-all-", dir=MEMORY if MEMORY.is_dir() else None))
    place = Place(folder, free_base_port(), memory, settings)
    started = time.monotonic()
    try:
        stack.up(place, print)
        province = Province(place, time.monotonic() - started)
        print(f"the whole stack was ready after {province.seconds_to_start:.1f} s")
        yield province
    finally:
        stack.down(place)
        if (folder / "supervisord.conf").exists():
            manager.remove(place)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(memory, ignore_errors=True)


@pytest.fixture(scope="session")
def witness(stack: Province) -> Iterator[Witness]:
    with Witness(stack.amqp_uri) as listening:
        yield listening
