"""The shipped rulebook, and a question computed with it."""

from collections.abc import Callable
from datetime import date

import pytest

from services.assistant.engines.computing import compute
from services.assistant.rules.computing import Computed

TODAY = date(2026, 11, 28)


@pytest.fixture
def computed() -> Callable[..., Computed | None]:
    def of(question: str, today: date = TODAY) -> Computed | None:
        return compute(question, today)

    return of
