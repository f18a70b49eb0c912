"""A fresh ledger for every test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from deploy.local.keys import make_keys
from deploy.local.mongod import Mongod
from deploy.local.place import Place
from deploy.local.rabbitmq import Broker
from tests.faults.ledger.harness import Ledger
from tests.ports import MEMORY, free_base_port


@pytest.fixture
def ledger(request: pytest.FixtureRequest, broker: Broker, mongod: Mongod, tmp_path: Path) -> Iterator[Ledger]:
    with _running(request, broker, mongod, tmp_path) as built:
        yield built


@pytest.fixture
def ledger_of_its_own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """On servers that nobody uses after it: now and then a queue of a killed RabbitMQ 3.10 stands still afterwards."""
    with ExitStack() as gone:
        folders = [
            Path(tempfile.mkdtemp(prefix="sotay-test-", dir=where))
            for where in (None, MEMORY if MEMORY.is_dir() else None)
        ]
        for folder in folders:
            gone.callback(shutil.rmtree, folder, ignore_errors=True)
        place = Place(folders[0], free_base_port(), folders[1])
        broker, mongod = Broker(place), Mongod(place)
        gone.callback(broker.discard)
        gone.callback(mongod.kill)
        broker.start()
        mongod.start()
        with _running(request, broker, mongod, tmp_path) as built:
            yield built


@contextmanager
def _running(request: pytest.FixtureRequest, broker: Broker, mongod: Mongod, folder: Path) -> Iterator[Ledger]:
    make_keys(broker.place)
    built = Ledger(broker, mongod, folder)
    failed_before = request.session.testsfailed
    yield built
    built.stop()
    if request.session.testsfailed > failed_before:
        print(built.told())
