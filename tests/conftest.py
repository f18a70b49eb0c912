"""The real servers every test may ask for: started on first use, once per run, on ports of their own."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.mongod import Mongod
from deploy.local.place import LOOPBACK, Place
from deploy.local.rabbitmq import Broker

PORTS_OF_A_STACK = 60
MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it


def free_base_port() -> int:
    """A base port whose whole range is free; the kernel proposes, all of the range is tried."""
    for _ in range(100):
        with socket.socket() as proposal:
            proposal.bind((LOOPBACK, 0))
            base = proposal.getsockname()[1]
        if base + PORTS_OF_A_STACK < 65_000 and all(_is_free(base + step) for step in range(PORTS_OF_A_STACK)):
            return base
    raise RuntimeError("no free range of ports")


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        try:
            attempt.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


@pytest.fixture(scope="session")
def stack_place() -> Iterator[Place]:
    """The folder and ports of the session's broker and mongod. The database lies in memory."""
    folder = Path(tempfile.mkdtemp(prefix="sotay-test-"))
    memory = Path(tempfile.mkdtemp(prefix="sotay-test-", dir=MEMORY if MEMORY.is_dir() else None))
    yield Place(folder, free_base_port(), memory)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(memory, ignore_errors=True)


@pytest.fixture(scope="session")
def broker(stack_place: Place) -> Iterator[Broker]:
    """A real RabbitMQ node (six seconds to boot). A test that kills it starts it again."""
    server = Broker(stack_place)
    server.start()
    yield server
    server.discard()


@pytest.fixture(scope="session")
def mongod(stack_place: Place) -> Iterator[Mongod]:
    """A real mongod, with a database and a user per service."""
    server = Mongod(stack_place)
    server.start()
    yield server
    server.kill()
