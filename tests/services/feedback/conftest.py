"""A clean database of the real mongod, officers and members, and a poll."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from deploy.local.mongod import Mongod
from services.feedback.store import DOCUMENTS
from services.feedback.usecases.open_poll import open_poll
from shared import contracts
from shared.inbox.documents import InboxEntry
from shared.security import Actor, Grant
from shared.store import connect, database, disconnect, use_keys
from shared.store.keys import KeyRing
from shared.usecase import Context, context, perform
from tests.shared.helpers import empty_store

SERVICE = "feedback"
CELL = "ts/x03/c0312/"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
POLL = {
    "question": "Chọn ngày sinh hoạt chuyên đề?",
    "options": ["Thứ bảy", "Chủ nhật", "Ngày khác"],
    "audience": "ts/x03/",
    "closes_at": (NOW + timedelta(days=1)).isoformat(),
}


@pytest.fixture(scope="module")
def connected(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri(SERVICE))
    yield
    disconnect()


@pytest.fixture
def store(connected: None) -> Iterator[None]:
    use_keys(KeyRing(SERVICE, "k1", {"k1": b"1" * 32}, b"b" * 32))
    empty_store([*DOCUMENTS, InboxEntry])
    yield
    empty_store()
    use_keys(None)


def person(member_id: str, cell: str, *grants: Grant, now: datetime = NOW, key: str | None = None) -> Context:
    actor = Actor(member_id, cell, (Grant("member", cell), *grants), "t1", now + timedelta(hours=1))
    return Context(actor, now, "c1", context(actor, repeat_key=key).new_id)


def officer(path: str = "ts/x03/", now: datetime = NOW, key: str | None = None) -> Context:
    return person("o1", "ts/c0001/", Grant("committee_officer", path), now=now, key=key)


def member(member_id: str = "m1", cell: str = CELL, now: datetime = NOW) -> Context:
    return person(member_id, cell, now=now)


@pytest.fixture
def poll(store: None) -> str:
    return str(perform(open_poll, POLL, officer())["id"])


def told(collection: str) -> list[tuple[str, dict[str, Any]]]:
    """Every event that waits in the outboxes of a collection: (type, data)."""
    rows = [entry for row in database()[collection].find() for entry in row.get("outbox", [])]
    return [(row["type"], msgspec.json.decode(row["body"])["data"]) for row in rows]


Delivery = Callable[..., Any]


@pytest.fixture
def delivered() -> Delivery:
    def make(
        data: contracts.Event, event_id: str = "e1", sequence: int = 1, reaction: str = "feedback.reaction"
    ) -> Any:
        return contracts.Received(
            id=event_id,
            type=data.TYPE,
            source="/sotay/ts/test",
            subject="s1",
            sequence=sequence,
            time=NOW,
            correlation_id="c1",
            causation_id=None,
            traceparent=None,
            reaction=reaction,
            data=data,
        )

    return make
