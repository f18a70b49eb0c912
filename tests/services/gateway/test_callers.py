from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.requests import Request

from services.gateway.callers import TOKENS_KEPT, Callers
from shared import clock
from shared.errors import Unauthenticated
from shared.security import TokenExpired, load_public_keys
from shared.security.tokens import LEEWAY
from tests.services.gateway.conftest import CELL, Tokens


@pytest.fixture
def callers(signing_key: tuple[Ed25519PrivateKey, Path]) -> Callers:
    return Callers(load_public_keys(signing_key[1]), "ts")


def asking(token: str, scheme: str = "Bearer") -> Request:
    return Request({"type": "http", "headers": [(b"authorization", f"{scheme} {token}".encode())]})


def test_a_token_that_counted_before_counts_no_more_once_it_expired(
    callers: Callers, token_of: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asking(token_of("m1", CELL, hours=1))
    first = callers.of(request)
    assert first is not None
    assert callers.of(request) == first
    later = clock.now() + timedelta(hours=1) + LEEWAY
    monkeypatch.setattr(clock, "now", lambda: later)
    for _ in range(2):
        with pytest.raises(TokenExpired):
            callers.of(request)


def test_a_token_that_does_not_count_does_not_count_the_second_time(callers: Callers, token_of: Tokens) -> None:
    head, claims, signature = token_of().split(".")
    forged = asking(f"{head}.{claims}.{signature[:-4]}AAAA")
    callers.of(asking(token_of()))
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            callers.of(forged)


def test_each_token_is_its_own_caller_also_when_very_many_are_known(
    callers: Callers, token_of: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.gateway.callers.TOKENS_KEPT", 3)
    assert TOKENS_KEPT > 3
    tokens = {f"m{number}": token_of(f"m{number}") for number in range(6)}
    for _ in range(2):
        for member_id, token in tokens.items():
            caller = callers.of(asking(token))
            assert caller is not None
            assert caller.actor.member_id == member_id
    assert len(callers._verified) == 3


def test_a_header_of_another_scheme_names_nobody(callers: Callers, token_of: Tokens) -> None:
    assert callers.of(asking(token_of(), "Basic")) is None
