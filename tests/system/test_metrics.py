"""The stack's own Prometheus reaches every process of the stack."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from deploy.demo.story.patience import eventually
from deploy.local import processes
from deploy.local.place import LOOPBACK
from tests.stack import Province

pytestmark = pytest.mark.slow


def test_every_process_of_the_stack_and_the_broker_are_scraped(stack: Province) -> None:
    wanted = {process.name for process in processes.present()}
    assert {"gateway", "identity", "content", "meetings", "feedback", "speech", "assistant"} <= wanted
    assert {"speech-worker", *(f"{name}-relay" for name in ("identity", "content", "meetings", "feedback"))} <= wanted

    def all_up() -> bool:
        up = [target for target in _targets(stack) if target["health"] == "up"]
        return {target["labels"].get("process") for target in up} >= wanted and {
            target["labels"]["job"] for target in up
        } >= {"rabbitmq", "rabbitmq-queues"}

    eventually("every target up", all_up)


def test_what_a_process_tells_arrives_in_prometheus_under_its_name(stack: Province) -> None:
    stack.visitor("dangvien").get("/articles")
    for expression in (
        'sum(sotay_http_seconds_count{process="gateway"}) > 0',
        'count(up{job="sotay"} == 1) >= ' + str(len(processes.present())),
    ):
        eventually(expression, lambda asked=expression: _query(stack, asked))


def _targets(stack: Province) -> list[dict[str, Any]]:
    return list(_ask(stack, "targets", state="active")["activeTargets"])


def _query(stack: Province, expression: str) -> list[Any]:
    return list(_ask(stack, "query", query=expression)["result"])


def _ask(stack: Province, what: str, **query: str) -> dict[str, Any]:
    address = f"http://{LOOPBACK}:{stack.place.prometheus_port}/api/v1/{what}"
    return dict(httpx.get(address, params=query, timeout=10).json()["data"])
