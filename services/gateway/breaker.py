"""Stops asking a service that does not answer, so that one dead service does not make every page slow.

After `limit` calls in a row without an answer the service is left alone for `pause` seconds; then one caller tries
again, the others are still refused. An error that the service itself answered counts as an answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from shared.errors import Unavailable


class ServicePaused(Unavailable):
    code = "gateway.service_away"
    message = "Phần này đang tạm gián đoạn. Đồng chí vui lòng thử lại sau ít phút."


@dataclass
class _State:
    silent: int = 0
    closed_until: float = 0.0


class Breaker:
    def __init__(self, limit: int = 3, pause: float = 2.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._pause = pause
        self._clock = clock
        self._states: dict[str, _State] = {}

    def check(self, service: str) -> None:
        state = self._states.get(service)
        if state is None or state.silent < self._limit:
            return
        now = self._clock()
        if now < state.closed_until:
            raise ServicePaused
        state.closed_until = now + self._pause  # this caller tries; the next ones wait for its outcome

    def failed(self, service: str) -> None:
        state = self._states.setdefault(service, _State())
        state.silent += 1
        state.closed_until = self._clock() + self._pause

    def answered(self, service: str) -> None:
        self._states.pop(service, None)
