"""Every method of identity × every role × every place, generated: nobody succeeds who should not, and nobody who should
is sent away. A new method without a line in table.py fails here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from services.identity.service import IdentityService
from shared.errors import AppError
from shared.security.audit import ensure_index
from shared.usecase import Context, perform
from tests.services.identity.conftest import Province
from tests.services.identity.permissions.table import OPERATIONS, Operation
from tests.services.identity.permissions.world import TARGET, Caller, callers, target

REFUSALS = {"forbidden", "not_found", "unauthenticated"}
UNDERSTOOD = {"ok", "conflict"}
"""What a permitted caller's payload must come to at least once: one that is refused as malformed proves nothing."""
At = Callable[..., Context]
USECASES = {
    name: method.__wrapped__ for name, method in vars(IdentityService).items() if hasattr(method, "__wrapped__")
}
GUARDED = {name: operation for name, operation in OPERATIONS.items() if operation.kind != "open"}


@dataclass(frozen=True)
class Outcome:
    caller: Caller
    permitted: bool
    kind: str
    told: str

    def wrong(self, operation: Operation) -> bool:
        if self.kind in REFUSALS:
            return self.permitted and operation.kind != "mine"
        if operation.kind == "mine":
            return not self.permitted or _shows(self.told, TARGET, target().id)
        if self.permitted:
            return False
        return operation.kind != "filtered" or _shows(self.told, TARGET, target().id, "ts/x01/")


def test_every_method_has_its_line_in_the_table() -> None:
    assert set(OPERATIONS) == set(USECASES)


@pytest.mark.parametrize("name", sorted(GUARDED))
def test_nobody_succeeds_who_should_not_and_nobody_is_sent_away_who_may(province: Province, at: At, name: str) -> None:
    ensure_index()
    operation = GUARDED[name]
    outcomes = [_tried(operation, name, caller, at) for caller in callers()]
    assert [f"{each.caller} got {each.kind}: {each.told}" for each in outcomes if each.wrong(operation)] == []
    if operation.kind == "mine" or operation.roles:
        assert {each.kind for each in outcomes if each.permitted} & UNDERSTOOD, outcomes[-1].told


def _tried(operation: Operation, name: str, caller: Caller, at: At) -> Outcome:
    payload: Mapping[str, Any] = operation.build()
    permitted = operation.permits(caller.role, caller.place)
    try:
        answer = perform(USECASES[name], payload, at(caller.actor))
    except AppError as refused:
        return Outcome(caller, permitted, refused.kind, str(refused))
    return Outcome(caller, permitted, "ok", json.dumps(answer, ensure_ascii=False, default=str))


def _shows(told: str, *marks: str) -> bool:
    return any(mark in told for mark in marks)
