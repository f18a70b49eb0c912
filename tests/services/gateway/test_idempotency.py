"""Kept answers on a real mongod."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from services.gateway.idempotency import Answers, KeptAnswer, KeyReused, Repeatable, StillRunning
from services.gateway.store import Store
from shared import clock

Runner = Callable[[Callable[[Store], Any]], Any]
FIRST = Repeatable("m1", "/api/v1/polls/p1/answers", "key-0001", b'{"option":1}')
ANSWER = KeptAnswer(201, [(b"content-type", b"application/json")], '{"tên":"bí mật"}'.encode())


def other(**changes: Any) -> Repeatable:
    fields = {"actor": FIRST.actor, "route": FIRST.route, "key": FIRST.key, "body": FIRST.body} | changes
    return Repeatable(**fields)


def test_a_repeat_gets_the_first_answer(with_store: Runner) -> None:
    async def work(store: Store) -> Any:
        answers = Answers(store.answers)
        first = await answers.begin(FIRST)
        await answers.finish(FIRST, ANSWER)
        return first, await answers.begin(FIRST)

    assert with_store(work) == (None, ANSWER)


def test_the_same_key_with_another_body_is_refused(with_store: Runner) -> None:
    async def work(store: Store) -> None:
        answers = Answers(store.answers)
        await answers.begin(FIRST)
        await answers.finish(FIRST, ANSWER)
        with pytest.raises(KeyReused):
            await answers.begin(other(body=b'{"option":2}'))

    with_store(work)


def test_another_member_or_route_may_use_the_same_key(with_store: Runner) -> None:
    async def work(store: Store) -> Any:
        answers = Answers(store.answers)
        await answers.begin(FIRST)
        return await answers.begin(other(actor="m2")), await answers.begin(other(route="/api/v1/polls/p2/answers"))

    assert with_store(work) == (None, None)


def test_of_twenty_at_once_one_runs_and_the_others_hear_that_it_does(with_store: Runner) -> None:
    async def work(store: Store) -> list[Any]:
        answers = Answers(store.answers)
        return await asyncio.gather(*(answers.begin(FIRST) for _ in range(20)), return_exceptions=True)

    outcomes = with_store(work)
    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, StillRunning) for outcome in outcomes) == 19


def test_a_form_waits_for_the_first_and_sees_its_answer(with_store: Runner) -> None:
    async def work(store: Store) -> Any:
        answers = Answers(store.answers)
        await answers.begin(FIRST)
        second = asyncio.create_task(answers.begin(FIRST, wait=True))
        await asyncio.sleep(0.3)
        await answers.finish(FIRST, ANSWER)
        return await second

    assert with_store(work) == ANSWER


@pytest.mark.parametrize("status", [500, 503, 401, 429])
def test_an_answer_that_may_change_is_not_kept(with_store: Runner, status: int) -> None:
    async def work(store: Store) -> Any:
        answers = Answers(store.answers)
        await answers.begin(FIRST)
        await answers.finish(FIRST, KeptAnswer(status, [], b""))
        return await answers.begin(FIRST)

    assert with_store(work) is None


def test_a_claim_whose_process_died_lapses(with_store: Runner) -> None:
    async def work(store: Store) -> Any:
        answers = Answers(store.answers)
        await answers.begin(FIRST)
        past = clock.now() - timedelta(seconds=1)
        await store.answers.update_one({"_id": FIRST.id}, {"$set": {"lease_until": past}})
        return await answers.begin(FIRST)

    assert with_store(work) is None


def test_an_attempt_gives_up_only_its_own_claim(with_store: Runner) -> None:
    async def work(store: Store) -> None:
        answers = Answers(store.answers)
        late, running = other(), other()
        await answers.begin(late)
        past = clock.now() - timedelta(seconds=1)
        await store.answers.update_one({"_id": late.id}, {"$set": {"lease_until": past}})
        assert await answers.begin(running) is None
        await answers.forget(late)
        with pytest.raises(StillRunning):
            await answers.begin(other())
        await answers.forget(running)
        assert await answers.begin(other()) is None

    with_store(work)


def test_the_store_alone_cannot_tell_what_was_answered(with_store: Runner) -> None:
    async def work(store: Store) -> Any:
        answers = Answers(store.answers)
        await answers.begin(FIRST)
        await answers.finish(FIRST, ANSWER)
        return await store.answers.find_one({})

    kept = with_store(work)
    assert "bí mật".encode() not in bytes(kept["answer"])
    assert FIRST.key not in repr(kept)
