"""One hub per process: every open stream, and which of them an announcement concerns.

Promises: one slow reader never delays another (`client`); an audience is matched once per place in the organisation,
not per page; a page hears something at least every `HEARTBEAT_SECONDS`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from itertools import chain
from typing import TypeVar

from services.gateway import metrics
from services.gateway.live.audience import Listener, concerns
from services.gateway.live.client import Client
from services.gateway.live.journal import frame
from services.gateway.store import Document
from shared.errors import TooMany

STREAMS_PER_MEMBER = 8
HEARTBEAT_SECONDS = 20.0
BATCH = 200
"""Clients served between two pauses: at about 15 µs each, other requests wait 3 ms."""

Place = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]
Key = TypeVar("Key")


class TooManyStreams(TooMany):
    code = "live.too_many_streams"
    message = "Đồng chí đang mở Sổ tay ở quá nhiều cửa sổ. Vui lòng đóng bớt."


class Hub:
    def __init__(self) -> None:
        self._by_member: dict[str, set[Client]] = {}
        self._by_place: dict[Place, set[Client]] = {}
        self._open = 0
        self._closed = False

    def __len__(self) -> int:
        return self._open

    def join(self, listener: Listener) -> Client:
        own = self._by_member.setdefault(listener.member_id, set())
        if len(own) >= STREAMS_PER_MEMBER:
            raise TooManyStreams
        client = Client(listener)
        own.add(client)
        self._by_place.setdefault(_place(listener), set()).add(client)
        self._count(1)
        if self._closed:
            client.cut()
        return client

    def leave(self, client: Client) -> None:
        if client not in self._by_member.get(client.listener.member_id, ()):
            return
        _remove(self._by_member, client.listener.member_id, client)
        _remove(self._by_place, _place(client.listener), client)
        self._count(-1)

    async def push(self, document: Document) -> None:
        """Offer an announcement to everyone it concerns; the frame is made once for all."""
        encoded = frame(document)
        pushed = await _each(self._concerned(document), lambda client: client.offer(encoded))
        metrics.LIVE_PUSHED.of(type=document["kind"]).inc(pushed)

    async def beat(self) -> None:
        """One timer for all streams, for as long as the process lives."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            await _each(self._everyone(), Client.beat)

    def cut_all(self) -> None:
        """Every stream ends and comes back with its cursor: after a gap in what this process saw."""
        for client in self._everyone():
            client.cut()

    def cut_member(self, member_id: str) -> None:
        for client in list(self._by_member.get(member_id, ())):
            client.cut()

    def close(self) -> None:
        """For good: the process is going, streams must not hold it up."""
        self._closed = True
        self.cut_all()

    def _concerned(self, document: Document) -> list[Client]:
        if document["to"] == "person":
            return list(self._by_member.get(document["member_id"], ()))
        places = (clients for clients in self._by_place.values() if concerns(next(iter(clients)).listener, document))
        return list(chain.from_iterable(places))

    def _everyone(self) -> list[Client]:
        return list(chain.from_iterable(self._by_member.values()))

    def _count(self, change: int) -> None:
        self._open += change
        metrics.LIVE_CLIENTS.set(self._open)


def _place(listener: Listener) -> Place:
    return listener.cell_path, listener.desks, listener.held


def _remove(groups: dict[Key, set[Client]], key: Key, client: Client) -> None:
    groups[key].remove(client)
    if not groups[key]:
        del groups[key]


async def _each(clients: Iterable[Client], act: Callable[[Client], bool | None]) -> int:
    """Pauses now and then, so that the door goes on answering. Answers how many said yes."""
    agreed = 0
    for number, client in enumerate(clients, 1):
        agreed += bool(act(client))
        if number % BATCH == 0:
            await asyncio.sleep(0)
    return agreed
