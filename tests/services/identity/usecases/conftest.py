"""Somebody who imports files."""

from collections.abc import Callable

import pytest

from shared.security import Actor
from shared.usecase import Context
from tests.services.identity.conftest import Province
from tests.services.identity.desk import COMMUNE, Desk, holder

At = Callable[..., Context]


@pytest.fixture
def officer(province: Province) -> Actor:
    """Over the commune x01; a member of another."""
    return holder(province, "Tạ Quang Khải", COMMUNE)


@pytest.fixture
def desk(officer: Actor, at: At) -> Desk:
    return Desk(at(officer))
