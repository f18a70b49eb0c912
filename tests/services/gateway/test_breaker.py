from __future__ import annotations

import pytest

from services.gateway.breaker import Breaker, ServicePaused


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def broken(clock: Clock) -> Breaker:
    breaker = Breaker(limit=3, pause=2, clock=clock)
    for _ in range(3):
        breaker.check("speech")
        breaker.failed("speech")
    return breaker


def test_a_service_is_left_alone_after_three_silences() -> None:
    breaker = broken(Clock())
    with pytest.raises(ServicePaused):
        breaker.check("speech")
    breaker.check("content")


def test_after_the_pause_one_caller_tries_and_the_next_still_waits() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.now = 2.1
    breaker.check("speech")
    with pytest.raises(ServicePaused):
        breaker.check("speech")


def test_an_answer_opens_the_way_again() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.now = 2.1
    breaker.check("speech")
    breaker.answered("speech")
    breaker.check("speech")
    breaker.check("speech")
