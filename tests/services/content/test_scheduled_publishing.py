"""What was scheduled, as it runs: the process that took the order is killed, and two are started after the time."""

import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.demo.story.patience import eventually
from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from shared import clock
from shared.security import Grant
from tests.services import bus
from tests.services.content.conftest import CELL

pytestmark = pytest.mark.slow
WAIT = timedelta(seconds=8)


def test_what_was_scheduled_is_published_once_though_its_process_was_killed_and_two_start_late(
    stack_place: Place, mongod: Mongod, broker: Broker, tmp_path: Path
) -> None:
    bus.emptied("content", mongod)
    environment = bus.environment_of("content", stack_place) | {"SOTAY_DATA_DIR": str(tmp_path / "data")}
    token = bus.token_for(stack_place, "e1", CELL, Grant("committee_editor", "ts/"))
    with bus.line_to("content", broker) as line:

        def ask(method: str, **fields: Any) -> dict[str, Any]:
            answer = line.ask(method, token, **fields)
            assert answer["error"] is None, answer
            return dict(answer["result"])

        process = subprocess.Popen([sys.executable, "-m", "shared.run", "content"], cwd=REPOSITORY, env=environment)
        try:
            written = ask("write_article", title="Hẹn giờ", body="Nội dung.", audience="ts/")
            publish_at = clock.now() + WAIT
            ask("schedule_article", article_id=written["id"], version=1, publish_at=publish_at.isoformat())
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(30)
        time.sleep(max(0.0, (publish_at - clock.now()).total_seconds()) + 1)
        with ExitStack() as running:
            for _ in range(2):
                running.enter_context(bus.serving("content", environment))
            eventually("the article before its readers", lambda: ask("list_articles")["items"], 60)
            time.sleep(6)  # each has looked again
            kinds = [step["kind"] for step in ask("article_history", article_id=written["id"])["steps"]]
            assert kinds == ["published_on_time", "scheduled", "written"]
