"""A fresh ledger for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.keys import make_keys
from deploy.local.mongod import Mongod
from deploy.local.rabbitmq import Broker
from tests.faults.ledger.harness import Ledger


@pytest.fixture
def ledger(request: pytest.FixtureRequest, broker: Broker, mongod: Mongod, tmp_path: Path) -> Iterator[Ledger]:
    make_keys(broker.place)
    built = Ledger(broker, mongod, tmp_path)
    failed_before = request.session.testsfailed
    yield built
    built.stop()
    if request.session.testsfailed > failed_before:
        print(built.told())
