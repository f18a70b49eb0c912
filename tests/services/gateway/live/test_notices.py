"""What the app lists is what the journal holds for this member, also right after it was announced."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest

from deploy.local.rabbitmq import Broker
from services.gateway.live.announcements import Announcement
from services.gateway.live.audience import Listener
from services.gateway.live.journal import Journal
from services.gateway.live.notices import Notices
from services.gateway.store import Store
from shared import clock
from tests.services.gateway.conftest import CELL, RunningDoor, Tokens, wait_for
from tests.services.gateway.live.test_stream import listening, publish

HERE, ELSEWHERE = Listener("m1", CELL), Listener("m2", "ts/x02/c009/")


def articles(answer: Any) -> list[str]:
    return [item["ids"]["article_id"] for item in msgspec.json.decode(answer)["items"] if "article_id" in item["ids"]]


def announced(article_id: str, audience: str = CELL) -> Announcement:
    return Announcement("article_published", "members", audience, {"article_id": article_id})


def test_a_member_reads_only_what_concerns_him_newest_first(
    door: RunningDoor, broker: Broker, token_of: Tokens
) -> None:
    with door.client(token_of()) as app, door.client(token_of("m2", ELSEWHERE.cell_path)) as other:
        assert articles(app.get("/api/v1/notices").content) == []
        for article_id in ("a1", "a2"):
            with listening(door, token_of()) as page:
                publish(broker, CELL, article_id)
                wait_for(lambda page=page: bool(page.events))  # type: ignore[misc]
            # The page was told: whoever asks now must be answered with the new one.
            assert articles(app.get("/api/v1/notices").content)[0] == article_id
        assert articles(app.get("/api/v1/notices").content) == ["a2", "a1"]
        assert articles(other.get("/api/v1/notices").content) == []


def test_somebody_unknown_is_refused_in_json_with_the_headers_of_every_answer(door: RunningDoor) -> None:
    with door.client() as anybody:
        answer = anybody.get("/api/v1/notices")
    assert answer.status_code == 401
    assert answer.json()["correlation_id"] == answer.headers["x-correlation-id"]
    assert "content-security-policy" in answer.headers


Work = Callable[[Journal, Notices], Awaitable[None]]


@pytest.fixture
def with_notices(with_store: Callable[[Callable[[Store], Any]], Any]) -> Callable[[Work], None]:
    async def opened(store: Store, work: Work) -> None:
        journal = Journal(store.live_events)
        await work(journal, Notices(journal))

    return lambda work: with_store(lambda store: opened(store, work))


def test_the_store_is_asked_once_until_something_is_announced(with_notices: Callable[[Work], None]) -> None:
    async def work(journal: Journal, notices: Notices) -> None:
        await journal.record("e1", announced("a1"), clock.now())
        assert articles((await notices.of(HERE)).body) == ["a1"]
        await journal.record("e2", announced("a2"), clock.now())
        assert articles((await notices.of(HERE)).body) == ["a1"]
        notices.forget()
        assert articles((await notices.of(HERE)).body) == ["a2", "a1"]
        assert articles((await notices.of(ELSEWHERE)).body) == []

    with_notices(work)


def test_what_is_announced_while_the_store_is_read_is_not_missed_for_longer(
    with_notices: Callable[[Work], None],
) -> None:
    async def work(journal: Journal, notices: Notices) -> None:
        reading = asyncio.create_task(notices.of(HERE))
        await asyncio.sleep(0)  # it is asking the store now
        notices.forget()
        await reading
        await journal.record("e1", announced("a1"), clock.now())
        assert articles((await notices.of(HERE)).body) == ["a1"]

    with_notices(work)
