"""A clean database of the real mongod, and a cell with everybody that the rules tell apart."""

from collections.abc import Iterator

import pytest

from deploy.local.mongod import Mongod
from services.meetings.rules.policy import Policy
from services.meetings.store import DOCUMENTS, roster
from services.meetings.usecases.policy_in_use import use_policy
from shared.inbox.documents import InboxEntry
from shared.outbox.transactional import OutboxEntry
from shared.store import connect, database, disconnect, use_keys
from shared.store.keys import KeyRing
from tests.services.meetings.helpers import standing
from tests.shared.helpers import empty_store

SERVICE = "meetings"


@pytest.fixture(scope="module")
def connected(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri(SERVICE))
    yield
    disconnect()


@pytest.fixture
def store(connected: None) -> Iterator[None]:
    use_keys(KeyRing(SERVICE, "k1", {"k1": b"1" * 32}, b"b" * 32))
    use_policy(Policy())
    empty_store([*DOCUMENTS, InboxEntry, OutboxEntry])
    if "audit_entries" not in database().list_collection_names():
        database().create_collection("audit_entries")
    yield
    use_keys(None)
    use_policy(Policy())


@pytest.fixture
def cell(store: None) -> None:
    """Secretary and four official members, one probationary, one exempt, one suspended, one who left."""
    roster.keep(
        [
            standing("secretary"),
            *(standing(f"m{number}") for number in range(1, 5)),
            standing("young", "probationary"),
            standing("old", "exempt"),
            standing("barred", "suspended"),
            standing("gone", "left"),
            standing("stranger", cell="ts/x01/c0102/"),
        ]
    )
