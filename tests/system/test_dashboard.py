"""The dashboards "Message flow" and "Roll-out" show data from the stack's own Prometheus, panel for panel."""

from __future__ import annotations

import pytest

from deploy.demo.story.actions import publish_article
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from deploy.grafana import roll_out
from deploy.local.place import LOOPBACK
from tests.deploy.grafana.expressions import empty_expressions
from tests.stack import Province

pytestmark = pytest.mark.slow


def test_every_expression_of_the_dashboards_finds_data(stack: Province, witness: Witness) -> None:
    # An article passes through an outbox, the broker, reactions and a heavy worker; asking passes through RPC.
    published = publish_article(stack.visitor("bientap"), "ts/x01/", title="Tin cho bảng theo dõi")
    witness.wait_for("speech.audio_ready.v1", article_id=published["id"])
    prometheus = f"http://{LOOPBACK}:{stack.place.prometheus_port}"
    problems = _problems(prometheus)

    def whole() -> bool:
        # A rate needs two scrapes, five seconds apart.
        nonlocal problems
        problems = _problems(prometheus)
        return not problems

    try:
        eventually("data in every panel", whole)
    except TimeoutError:
        pytest.fail("\n".join(problems))


def _problems(prometheus: str) -> list[str]:
    return [*empty_expressions(prometheus), *empty_expressions(prometheus, roll_out.FILE)]
