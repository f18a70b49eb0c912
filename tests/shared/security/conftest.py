"""An actor, keys, and a clean audit trail in the real mongod."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deploy.local.mongod import Mongod
from shared.security import Actor, Grant
from shared.store import connect, disconnect
from tests.shared.helpers import empty_store

NOW = datetime(2026, 11, 3, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture
def secretary() -> Actor:
    grants = (Grant("member", "ts/x03/c0312/"), Grant("cell_secretary", "ts/x03/c0312/"))
    return Actor("member-1", "ts/x03/c0312/", grants, "token-1", NOW + timedelta(hours=1))


@pytest.fixture(scope="module")
def audit_store(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri("meetings"))
    yield
    disconnect()


@pytest.fixture
def trail(audit_store: None) -> Iterator[None]:
    empty_store()
    yield
    empty_store()
