"""`rebuild` against processes as they run: answers go on, two at once are one, a killed one is done again."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deploy.demo.story.patience import eventually
from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from shared.contracts.content import Clause, DocumentPublished
from tests.services import bus

pytestmark = pytest.mark.slow
CELL = "ts/x03/c0312/"
QUESTION = "Văn bản số 7 quy định việc gì?"
DOCUMENTS, CLAUSES = 60, 300


@pytest.fixture
def environment(stack_place: Place, mongod: Mongod, broker: Broker, tmp_path: Path) -> dict[str, str]:
    bus.emptied("assistant", mongod)
    return bus.environment_of("assistant", stack_place) | {"SOTAY_DATA_DIR": str(tmp_path / "data")}


@contextmanager
def line_to(broker: Broker, place: Place) -> Iterator[tuple[bus.Line, Any]]:
    with bus.line_to("assistant", broker) as line:
        token = bus.token_for(place, "m1", CELL)
        yield line, lambda question: line.ask("ask", token, question=question)["result"]


def publish(line: bus.Line) -> None:
    for number in range(DOCUMENTS):
        clauses = [
            Clause(
                anchor=f"dieu-1-khoan-{clause}",
                heading=f"Điều 1. Việc của văn bản số {number}",
                text=f"{clause}. Văn bản số {number} quy định việc thứ {clause} của chi bộ, " + "theo quy chế " * 20,
            )
            for clause in range(1, CLAUSES)
        ]
        event = DocumentPublished(
            document_id=f"d{number}", document_version=1, audience="ts/", number=f"{number}-QĐ/TU", title="Quy định",
            kind="Quy định", issuer="Tỉnh ủy", issued_on=date(2026, 1, 1), effective_from=date(2026, 1, 1),
            clauses=clauses,
        )  # fmt: skip
        line.tell(event, f"d{number}")


def cited(reply: dict[str, Any]) -> set[str]:
    return {each["document_id"] for each in [*reply["citations"], *reply["suggestions"]]}


def test_a_rebuild_goes_on_beside_the_answers_and_survives_a_kill(
    environment: dict[str, str], broker: Broker, stack_place: Place
) -> None:
    index = Path(environment["SOTAY_DATA_DIR"]) / "assistant-index"
    mark = index.with_name("assistant-index.order")

    def generations() -> set[str]:
        return {path.name for path in index.iterdir()}

    with bus.serving("assistant", environment), line_to(broker, stack_place) as (line, ask):
        publish(line)
        last, asked = f"d{DOCUMENTS - 1}", f"Văn bản số {DOCUMENTS - 1} quy định việc gì?"
        eventually("the last document in the index", lambda: cited(ask(asked)) == {last}, 60)
        first = generations()

        # Two at once, while members go on asking.
        orders = [
            subprocess.Popen([sys.executable, "-m", "services.assistant", "rebuild"], cwd=REPOSITORY, env=environment)
            for _ in range(2)
        ]
        seen = []
        while any(order.poll() is None for order in orders) or not mark.is_file() or mark.read_text() != "2":
            seen.append(cited(ask(QUESTION)))
            assert len(seen) < 20_000
        assert [order.returncode for order in orders] == [0, 0]
        assert all(each == {"d7"} for each in seen)
        assert generations().isdisjoint(first)

    # Killed in the middle: the next process answers, and carries the order out.
    process = subprocess.Popen([sys.executable, "-m", "shared.run", "assistant"], cwd=REPOSITORY, env=environment)
    with line_to(broker, stack_place) as (_, ask):
        eventually("an answer", lambda: cited(ask(QUESTION)) == {"d7"}, 30)
        before = generations()
        assert bus.command("assistant", environment, "rebuild").returncode == 0
        eventually("a second index", lambda: generations() - before, 20)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        assert mark.read_text() == "2"
    with bus.serving("assistant", environment), line_to(broker, stack_place) as (_, ask):
        eventually("an answer", lambda: cited(ask(QUESTION)) == {"d7"}, 30)
        eventually("the order carried out", lambda: mark.read_text() == "3", 60)
        assert cited(ask(QUESTION)) == {"d7"}
        assert len(generations()) == 1
