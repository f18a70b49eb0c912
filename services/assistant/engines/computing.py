"""The shipped rulebook, and computing with it. `compute` and `go_on` are what everything outside the rules calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from services.assistant.rules import computing
from services.assistant.rules.computing import Computed, GoneOn, Rulebook, decode_rulebook

SHIPPED = Path(__file__).parent.parent / "data" / "computing_rules.json"


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    return decode_rulebook(SHIPPED.read_bytes())


def compute(question: str, today: date) -> Computed | None:
    return computing.compute(question, today, rulebook())


def go_on(told: Callable[[], Sequence[str]], message: str, today: date) -> GoneOn | None:
    return computing.go_on(told, message, today, rulebook())
