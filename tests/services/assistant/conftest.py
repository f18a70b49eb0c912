"""A clean database of the real mongod, and an open library over a folder of its own."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from deploy.local.mongod import Mongod
from services.assistant.engines.library import Library, use_library
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.store import DOCUMENTS
from shared import contracts
from shared.contracts.content import Clause, DocumentPublished
from shared.inbox.documents import InboxEntry
from shared.security import Actor, Grant
from shared.store import connect, disconnect, use_keys
from shared.store.keys import KeyRing
from shared.usecase import Context, context
from tests.shared.helpers import empty_store, keep_what_expires

SERVICE = "assistant"
CELL = "ts/x03/c0312/"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def connected(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri(SERVICE))
    yield
    disconnect()


@pytest.fixture
def store(connected: None) -> Iterator[None]:
    use_keys(KeyRing(SERVICE, "k1", {"k1": b"1" * 32}, b"b" * 32))
    empty_store([*DOCUMENTS, InboxEntry])
    keep_what_expires()
    yield
    empty_store()
    use_keys(None)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(TantivyRetriever(tmp_path / "index"), load_policy(), timedelta(days=30), timedelta(days=180))
    use_library(opened)
    yield opened
    use_library(None)
    opened.retriever.close()


@pytest.fixture
def as_member() -> Callable[..., Context]:
    """A context of a member of cell 0312, or of another with other grants."""

    def make(
        member_id: str = "m1",
        cell: str = CELL,
        grants: tuple[Grant, ...] = (),
        now: datetime = NOW,
        key: str | None = None,
    ) -> Context:
        actor = Actor(member_id, cell, (Grant("member", cell), *grants), "t1", now + timedelta(hours=1))
        made = context(actor, correlation_id="c1", repeat_key=key)
        return Context(actor, now, "c1", made.new_id)

    return make


@pytest.fixture
def published() -> Callable[..., contracts.Received[DocumentPublished]]:
    """The event of a document with one clause per text."""

    def make(
        document_id: str = "d1",
        *texts: str,
        version: int = 1,
        audience: str = "ts/",
        effective_from: date = date(2026, 1, 1),
        effective_until: date | None = None,
        event_id: str | None = None,
    ) -> contracts.Received[DocumentPublished]:
        clauses = [
            Clause(anchor=f"dieu-{number}-khoan-1", heading=f"Điều {number}. Nộp đảng phí", text=text)
            for number, text in enumerate(texts or ("1. Đảng viên nộp đảng phí hằng tháng cho chi bộ.",), start=1)
        ]
        data = DocumentPublished(
            document_id=document_id,
            document_version=version,
            audience=audience,
            number="07-HD/TU",
            title="Hướng dẫn thu, nộp đảng phí",
            kind="Hướng dẫn",
            issuer="Tỉnh ủy Trường Sơn",
            issued_on=date(2026, 1, 1),
            effective_from=effective_from,
            effective_until=effective_until,
            clauses=clauses,
        )
        return received(data, document_id, event_id or f"e-{document_id}-{version}")

    return make


def received(data: contracts.Event, subject: str, event_id: str) -> contracts.Received:  # type: ignore[type-arg]
    return contracts.Received(
        id=event_id,
        type=data.TYPE,
        source="content/ts",
        subject=subject,
        sequence=1,
        time=NOW,
        correlation_id="c1",
        causation_id=None,
        traceparent=None,
        reaction="assistant.on_document_published",
        data=data,
    )
