"""Killed before each of its writes, what an administrator puts down and its entry in the trail are there both or
neither; sent again, it is done and entered once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from deploy.local.mongod import Mongod
from services.assistant.engines.library import Library
from services.assistant.store.golden import GoldenSet
from services.assistant.store.policies import StoredPolicy
from services.assistant.usecases.add_policy import add_policy
from services.assistant.usecases.put_golden_questions import put_golden_questions
from shared.security import Grant
from shared.usecase import perform
from tests.services.assistant.conftest import SERVICE
from tests.shared.deaths import Deaths, Step, both_or_neither, connected_to

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store"), pytest.mark.timeout(120)]
QUESTION = '{"id": "q1", "question": "Đảng phí nộp ở đâu?", "relevant": []}'


@pytest.fixture(scope="module")
def deaths() -> Deaths:
    return Deaths()


@pytest.fixture(scope="module")
def connected(mongod: Mongod, deaths: Deaths) -> Iterator[None]:
    with connected_to(mongod.uri(SERVICE), deaths):
        yield


@pytest.fixture
def administrator(library: Library, as_member: Callable[..., Any]) -> Any:
    return as_member("a1", grants=(Grant("administrator", "ts/"),))


def test_thresholds_are_added(administrator: Any, library: Library, deaths: Deaths) -> None:
    shy = msgspec.structs.replace(library.policy, version="shy", fitted_on="few questions", answer_from=1.0)
    content = msgspec.json.encode(shy).decode()

    def begin() -> Callable[[], object]:
        StoredPolicy.objects.delete()
        return lambda: perform(add_policy, {"content": content}, administrator)

    both_or_neither(deaths, Step("assistant.policy_added", "policies", begin))


def test_golden_questions_are_put(administrator: Any, deaths: Deaths) -> None:
    def begin() -> Callable[[], object]:
        GoldenSet.objects.delete()
        return lambda: perform(put_golden_questions, {"content": QUESTION}, administrator)

    both_or_neither(deaths, Step("assistant.golden_put", "golden", begin))
