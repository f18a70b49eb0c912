"""The search as it runs: processes that are killed while they fill, and two that answer from one queue."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from deploy.demo.story.patience import eventually
from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from tests.services import bus
from tests.services.content.conftest import CELL

pytestmark = pytest.mark.slow
DOCUMENTS = 300


@pytest.fixture
def environment(stack_place: Place, mongod: Mongod, broker: Broker, tmp_path: Path) -> dict[str, str]:
    """An empty store with many documents, and a data folder of this test's own."""
    bus.emptied("content", mongod)
    environment = bus.environment_of("content", stack_place) | {"SOTAY_DATA_DIR": str(tmp_path / "data")}
    _import(environment, tmp_path / "documents", range(DOCUMENTS))
    return environment


def _import(environment: dict[str, str], folder: Path, numbers: range) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        head = f"number: {number}-HD/TU\nkind: Hướng dẫn\ntitle: Thu đảng phí\nissuer: Tỉnh ủy\nissued_on: 2026-02-26\n"
        text = "\n".join(f"{clause}. Nội dung khoản {clause} của văn bản {number}." for clause in range(1, 40))
        (folder / f"{number}.txt").write_text(f"---\n{head}---\nĐiều 1. Phạm vi\n{text}\n", encoding="utf-8")
    done = bus.command("content", environment, "import-documents", folder, "--audience", "ts/")
    assert done.returncode == 0, done.stdout


@contextmanager
def line_as_member(broker: Broker, place: Place) -> Iterator[Any]:
    with bus.line_to("content", broker) as line:
        token = bus.token_for(place, "m1", CELL)
        yield lambda **fields: line.ask("search", token, **fields)["result"]


def test_a_process_killed_while_it_fills_its_index_goes_on_when_it_is_started_again(
    environment: dict[str, str], broker: Broker, stack_place: Place
) -> None:
    index = Path(environment["SOTAY_DATA_DIR"]) / "content-search" / "0"
    process = subprocess.Popen([sys.executable, "-m", "shared.run", "content"], cwd=REPOSITORY, env=environment)
    eventually("the first documents in the index", lambda: any(index.glob("*/*.store")))
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    assert not any(index.glob("*/filled"))
    with bus.serving("content", environment), line_as_member(broker, stack_place) as search:
        eventually("a whole index", lambda: search(text="")["complete"])
        assert search(text="dang phi")["total"] == DOCUMENTS
        assert search(text="299-HD/TU")["items"][0]["number"] == "299-HD/TU"


def test_two_processes_on_one_folder_answer_alike_and_follow_what_is_imported(
    environment: dict[str, str], broker: Broker, stack_place: Place, tmp_path: Path
) -> None:
    with ExitStack() as running:
        for _ in range(2):
            running.enter_context(bus.serving("content", environment))
        search = running.enter_context(line_as_member(broker, stack_place))
        places = Path(environment["SOTAY_DATA_DIR"]) / "content-search"
        eventually("two whole indexes", lambda: len(list(places.glob("*/*/filled"))) == 2)
        assert {search(text="dang phi")["total"] for _ in range(10)} == {DOCUMENTS}
        _import(environment, tmp_path / "more", range(DOCUMENTS, DOCUMENTS + 3))
        eventually(
            "the new ones in both", lambda: {search(text="dang phi")["total"] for _ in range(10)} == {DOCUMENTS + 3}
        )
