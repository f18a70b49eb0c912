"""What is open to everybody may be asked for so often from one address, by a real door and store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from services.gateway.app import build
from services.gateway.limits import PublicLimit, TooManyVisits
from services.gateway.store import Store
from shared import clock
from tests.services.gateway.conftest import RunningDoor, Tokens

FEED, AUDIO, CHECK = "/public/podcast.xml", "/public/audio/a1/nu.mp3", "/api/v1/certificates/check"


@pytest.fixture
def strict(door: RunningDoor) -> RunningDoor:
    """A door with small numbers, in one minute of the clock."""
    door.app.state.settings = replace(
        door.app.state.settings, public_pages_per_minute=3, public_audio_per_minute=5, certificate_checks_per_minute=2
    )
    return door


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests of one test must not fall into two minutes."""
    start = clock.now().replace(second=20)
    monkeypatch.setattr("services.gateway.middleware.public.clock.now", lambda: start)


def statuses(door: RunningDoor, path: str, times: int, address: str = "", token: str | None = None) -> list[int]:
    return [answer(door, path, address, token).status_code for _ in range(times)]


def answer(door: RunningDoor, path: str, address: str = "", token: str | None = None) -> httpx.Response:
    headers = {"X-Forwarded-For": address} if address else {}
    with door.client(token) as client:
        if path == CHECK:
            return client.post(path, json={"number": "x"}, headers=headers)
        return client.get(path, headers=headers)


def test_one_address_is_served_so_often_and_told_in_vietnamese_when_to_come_back(strict: RunningDoor) -> None:
    assert statuses(strict, FEED, 4, "203.0.113.1") == [200, 200, 200, 429]
    refused = answer(strict, FEED, "203.0.113.1")
    assert refused.headers["retry-after"] == "40"
    assert "Có quá nhiều lượt mở từ địa chỉ mạng này" in refused.text
    assert refused.headers["cache-control"] == "no-store"


def test_another_address_is_not_held_back_by_it(strict: RunningDoor) -> None:
    assert statuses(strict, FEED, 4, "203.0.113.2")[-1] == 429
    assert statuses(strict, FEED, 1, "203.0.113.3") == [200]


def test_addresses_of_one_network_of_version_6_count_as_one(strict: RunningDoor) -> None:
    assert [statuses(strict, FEED, 1, f"2001:db8:1:2::{n}")[0] for n in range(1, 5)] == [200, 200, 200, 429]
    assert statuses(strict, FEED, 1, "2001:db8:1:3::1") == [200]


def test_pieces_of_a_recording_pages_and_checks_are_counted_apart(strict: RunningDoor) -> None:
    assert statuses(strict, AUDIO, 6, "203.0.113.4")[3:] == [answer(strict, AUDIO, "203.0.113.5").status_code] * 2 + [
        429
    ]
    assert statuses(strict, FEED, 1, "203.0.113.4") == [200]
    assert statuses(strict, CHECK, 3, "203.0.113.4")[-1] == 429
    assert answer(strict, CHECK, "203.0.113.4").json()["code"] == "gateway.too_many_visits"


def test_who_is_logged_in_is_not_counted(strict: RunningDoor, token_of: Tokens) -> None:
    assert statuses(strict, FEED, 6, "203.0.113.6", token_of()) == [200] * 6
    assert statuses(strict, FEED, 4, "203.0.113.6", "a.b.c")[-1] == 429


def test_zero_is_no_limit(strict: RunningDoor) -> None:
    strict.app.state.settings = replace(strict.app.state.settings, public_pages_per_minute=0)
    assert statuses(strict, FEED, 8, "203.0.113.7") == [200] * 8


@pytest.fixture
def behind_nobody(door: RunningDoor) -> Iterator[RunningDoor]:
    settings = replace(door.app.state.settings, public_pages_per_minute=3)
    running = RunningDoor(build(settings), trusted_proxies="192.0.2.1")
    running.start()
    yield running
    running.stop()


def test_an_address_that_a_stranger_claims_is_not_believed(behind_nobody: RunningDoor) -> None:
    assert [statuses(behind_nobody, FEED, 1, f"198.51.100.{n}")[0] for n in range(4)] == [200, 200, 200, 429]


def test_where_the_store_that_counts_is_away_everybody_is_served_without_waiting(strict: RunningDoor) -> None:
    away = Store("mongodb://127.0.0.1:9/gateway?replicaSet=rs0")
    strict.app.state.public_limit = limit = PublicLimit(away.attempts)
    assert statuses(strict, FEED, 1, "203.0.113.8") == [200]
    assert limit._goes_on > 0
    limit._goes_on += 600  # however slow the machine is
    limit._collection = "asked once more"  # type: ignore[assignment]  # which no visit would survive
    assert statuses(strict, FEED, 4, "203.0.113.8") == [200] * 4
    asyncio.run_coroutine_threadsafe(away.close(), strict._loop).result(5)


def test_a_flood_is_refused_without_a_write(with_store: Callable[[Callable[[Store], Any]], Any]) -> None:
    async def work(store: Store) -> None:
        limit, refused = PublicLimit(store.attempts), 0
        for _ in range(10):
            try:
                await limit.spend("pages", "203.0.113.9", 2, clock.now())
            except TooManyVisits:
                refused += 1
        rows = await store.attempts.find().to_list()
        assert (refused, [row["count"] for row in rows]) == (8, [3])
        assert "203.0.113.9" not in repr(rows)

    with_store(work)
