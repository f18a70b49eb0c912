"""Pause instead of parking: while a store or neighbour is away, one delivery probes and the others wait.

open ──outage error──> closed (the failing delivery probes: 0.5 s, 1 s, … 10 s) ──probe decided──> open
"""

from __future__ import annotations

import time
from collections.abc import Callable

import eventlet
from eventlet.event import Event

from shared.broker.policy import is_outage

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 10.0


class HeldTooLong(Exception):
    """The outage outlasted the hold limit; the message moves to a delay queue, its tries uncounted."""


class Abandoned(Exception):
    """The channel the message came on is gone, or the process stops: the broker will deliver it again."""


class Gate:
    """One per source. `on_change(paused)` tells metrics and logs."""

    def __init__(self, hold_limit: float, on_change: Callable[[bool], None]) -> None:
        self._hold_limit = hold_limit
        self._on_change = on_change
        self._closed: Event | None = None

    @property
    def paused(self) -> bool:
        return self._closed is not None

    def run(self, work: Callable[[], None], alive: Callable[[], bool]) -> None:
        """Run `work`, waiting out any outage. Raises what `work` raises otherwise, HeldTooLong or Abandoned."""
        deadline = time.monotonic() + self._hold_limit
        while True:
            self._wait(deadline, alive)
            try:
                return work()
            except Exception as error:
                if not is_outage(error):
                    raise
                if self._closed is None:
                    return self._probe(work, alive, deadline)

    def _wait(self, deadline: float, alive: Callable[[], bool]) -> None:
        while True:
            if not alive():
                raise Abandoned
            if self._closed is None:
                return
            if time.monotonic() > deadline:
                raise HeldTooLong
            with eventlet.Timeout(0.5, False):
                self._closed.wait()

    def _probe(self, work: Callable[[], None], alive: Callable[[], bool], deadline: float) -> None:
        self._closed = Event()
        self._on_change(True)
        pause = FIRST_PAUSE
        try:
            while True:
                self._sleep(pause, alive)
                if time.monotonic() > deadline:
                    raise HeldTooLong
                try:
                    return work()
                except Exception as error:
                    if not is_outage(error):
                        raise
                pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            opened, self._closed = self._closed, None
            self._on_change(False)
            opened.send(None)

    def _sleep(self, seconds: float, alive: Callable[[], bool]) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not alive():
                raise Abandoned
            eventlet.sleep(min(0.25, seconds))
