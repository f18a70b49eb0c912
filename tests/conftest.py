"""The real servers every test may ask for: started on first use, once per run, on ports of their own."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from deploy.local.mongod import Mongod
from deploy.local.place import Place
from deploy.local.rabbitmq import Broker
from tests.lending import lent_place
from tests.ports import MEMORY, free_base_port

pytest_plugins = ["tests.stack"]

# How long an example takes says something of the machine, not of the code. The whole suite judges a change by the same
# examples each time; `make check` looks for new ones, `--hypothesis-profile far` for many.
hypothesis.settings.register_profile("ours", deadline=None, derandomize=True)
hypothesis.settings.register_profile("exploring", deadline=None)
hypothesis.settings.register_profile("far", deadline=None, max_examples=3_000)
hypothesis.settings.load_profile("ours")


SLOW_FOLDERS = ("faults", "performance", "system", "browser")
TESTS = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whole stacks, killed processes and browsers are for `make test`; `make check` does without."""
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        if folder in SLOW_FOLDERS:
            item.add_marker(pytest.mark.slow)
        if folder == "browser":
            item.add_marker(pytest.mark.browser)
    if hasattr(config, "workerinput"):
        items.sort(key=_dearest_first(items))


def _dearest_first(items: list[pytest.Item]) -> Callable[[pytest.Item], tuple[float, int]]:
    """For workers that share the files (`--no-loadscope-reorder`): those with a test that asks for more time than
    others begin, so that no worker ends alone with one of them, then those of many tests."""
    asked: dict[Path, float] = {}
    tests = Counter(item.path for item in items)
    for item in items:
        mark = item.get_closest_marker("timeout")
        asked[item.path] = max(asked.get(item.path, 0), mark.args[0] if mark else 0)
    return lambda item: (-asked[item.path], -tests[item.path])


@pytest.fixture(scope="session")
def stack_place() -> Iterator[Place]:
    """The folder and ports of the session's broker and mongod. The database lies in memory."""
    lent = lent_place()
    if lent is not None:
        yield lent
        return
    folder = Path(tempfile.mkdtemp(prefix="sotay-test-"))
    memory = Path(tempfile.mkdtemp(prefix="sotay-test-", dir=MEMORY if MEMORY.is_dir() else None))
    yield Place(folder, free_base_port(), memory)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(memory, ignore_errors=True)


@pytest.fixture(scope="session")
def broker(stack_place: Place) -> Iterator[Broker]:
    """A real RabbitMQ node (six seconds to boot). A test that kills it starts it again."""
    server = Broker(stack_place)
    if lent_place() is None:
        server.start()
    yield server
    server.discard()  # ends what was started here


@pytest.fixture(scope="session")
def mongod(stack_place: Place) -> Iterator[Mongod]:
    """A real mongod, with a database and a user per service."""
    server = Mongod(stack_place)
    if lent_place() is None:
        server.start()
    yield server
    server.kill()
