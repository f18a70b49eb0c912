"""The RPC client against a real nameko process on a real broker."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from deploy.local.rabbitmq import Broker
from services.gateway.breaker import ServicePaused
from services.gateway.context import CallContext
from services.gateway.rpc import Rpc, ServiceAway, ServiceFailed
from shared.errors import Conflict
from shared.observability import bound

NOBODY = CallContext()


def with_rpc(broker: Broker, work: Callable[[Rpc], Awaitable[Any]], seconds: float = 3) -> Any:
    async def run() -> Any:
        rpc = Rpc(broker.uri, timeout=seconds)
        await rpc.start()
        try:
            return await work(rpc)
        finally:
            await rpc.stop()

    return asyncio.run(run())


def test_an_answer_comes_back_and_the_callers_headers_have_arrived(broker: Broker, neighbour: None) -> None:
    async def work(rpc: Rpc) -> Any:
        with bound({"correlation_id": "c-1"}):
            return await rpc.call("feedback", "my_polls", CallContext("the-token", "the-key"))

    carried = with_rpc(broker, work)["carried"]
    assert carried["auth_token"] == "the-token"
    assert carried["idempotency_key"] == "the-key"
    assert carried["correlation_id"] == "c-1"
    assert carried["traceparent"].startswith("00-")


def test_many_calls_at_once_each_get_their_own_answer(broker: Broker, neighbour: None) -> None:
    async def work(rpc: Rpc) -> Any:
        asked = [rpc.call("feedback", "answer_poll", NOBODY, poll_id="p", option=number) for number in range(50)]
        return await asyncio.gather(*asked)

    assert [answer["option"] for answer in with_rpc(broker, work, 10)] == list(range(50))


def test_an_error_of_a_service_is_raised_again_with_kind_code_and_details(broker: Broker, neighbour: None) -> None:
    with pytest.raises(Conflict) as raised:
        with_rpc(broker, lambda rpc: rpc.call("feedback", "answer_poll", NOBODY, poll_id="closed", option=1))
    assert raised.value.code == "feedback.poll_closed"
    assert raised.value.message == "Đợt lấy ý kiến đã kết thúc."
    assert raised.value.details == {"option": "Không còn nhận câu trả lời."}


def test_the_text_of_a_foreign_exception_stays_behind(broker: Broker, neighbour: None) -> None:
    with pytest.raises(ServiceFailed) as raised:
        with_rpc(broker, lambda rpc: rpc.call("feedback", "answer_poll", NOBODY, poll_id="broken", option=1))
    assert raised.value.details == {"exception": "RuntimeError"}
    assert "012345678901" not in repr(raised.value.to_wire())


def test_a_service_that_was_never_there_answers_at_once(broker: Broker) -> None:
    started = time.monotonic()
    with pytest.raises(ServiceAway) as raised:
        with_rpc(broker, lambda rpc: rpc.call("nowhere", "ask", NOBODY), seconds=30)
    assert raised.value.code == "gateway.service_unknown"
    assert time.monotonic() - started < 10


def test_a_silent_service_is_given_up_in_time_and_then_left_alone(broker: Broker, neighbour: None) -> None:
    async def work(rpc: Rpc) -> float:
        for _ in range(3):
            with pytest.raises(ServiceAway):
                await rpc.call("feedback", "read_poll", NOBODY, within=0.3, poll_id="p")
        started = time.monotonic()
        with pytest.raises(ServicePaused):
            await rpc.call("feedback", "my_polls", NOBODY)
        return time.monotonic() - started

    assert with_rpc(broker, work) < 0.1


@pytest.mark.slow
def test_calls_are_answered_again_after_the_broker_was_killed(broker: Broker, neighbour: None) -> None:
    async def work(rpc: Rpc) -> Any:
        await rpc.call("feedback", "my_polls", NOBODY)
        await asyncio.sleep(0.5)  # stock nameko, which answers here, acknowledges later and would die of it
        await asyncio.to_thread(broker.kill)
        with pytest.raises((ServiceAway, ServicePaused)):
            await rpc.call("feedback", "my_polls", NOBODY)
        await asyncio.to_thread(broker.start)
        for _ in range(60):
            try:
                return await rpc.call("feedback", "my_polls", NOBODY)
            except (ServiceAway, ServicePaused):
                await asyncio.sleep(0.5)
        raise AssertionError("never answered again")

    assert with_rpc(broker, work)["items"] == []
