import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.manager import APPLICATION, Manager, remove
from deploy.local.place import Place
from deploy.local.programs import Program

pytestmark = pytest.mark.slow

SLEEP = "import time; print('awake', flush=True); time.sleep(600)"


def _sleeper(name: str, folder: Path, environment: dict[str, str] | None = None) -> Program:
    return Program(name, [sys.executable, "-c", SLEEP], folder, environment or {}, stop_seconds=5)


def _eventually(holds: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "run")
    place.make_folders()
    return place


@pytest.fixture
def manager(place: Place) -> Iterator[Manager]:
    manager = Manager(place)
    manager.configure([_sleeper("base", place.run_dir)], [_sleeper("one", place.run_dir, {"GREETING": "50% of, it"})])
    manager.start()
    yield manager
    if manager.running:
        manager.stop()


def _row(manager: Manager, name: str) -> dict[str, object]:
    return next(row for row in manager.processes() if row["name"] == name)


def _runs(manager: Manager, name: str) -> bool:
    return bool(_row(manager, name)["statename"] == "RUNNING")


def test_the_application_waits_until_it_is_told_to_start(manager: Manager) -> None:
    assert _eventually(lambda: _runs(manager, "base"))
    assert _row(manager, "one")["statename"] == "STOPPED"
    manager.start_group(APPLICATION)
    assert _eventually(lambda: _runs(manager, "one"))


def test_what_dies_is_started_again(manager: Manager) -> None:
    assert _eventually(lambda: _runs(manager, "base"))
    first = int(str(_row(manager, "base")["pid"]))
    os.kill(first, signal.SIGKILL)
    assert _eventually(lambda: _runs(manager, "base") and _row(manager, "base")["pid"] != first)


def test_starting_what_already_runs_changes_nothing(manager: Manager) -> None:
    manager.start_group(APPLICATION)
    assert _eventually(lambda: _runs(manager, "one"))
    first = _row(manager, "one")["pid"]
    manager.start_group(APPLICATION)
    assert _row(manager, "one")["pid"] == first


def test_the_environment_reaches_the_program_as_it_was_written(manager: Manager) -> None:
    manager.start_group(APPLICATION)
    assert _eventually(lambda: _runs(manager, "one"))
    environment = Path(f"/proc/{_row(manager, 'one')['pid']}/environ").read_bytes().split(b"\0")
    assert b"GREETING=50% of, it" in environment
    assert not any(pair.startswith(b"PYTEST_") for pair in environment)


def test_stopping_leaves_no_process_behind(manager: Manager) -> None:
    manager.start_group(APPLICATION)
    assert _eventually(lambda: _runs(manager, "one"))
    pids = [int(str(row["pid"])) for row in manager.processes()]
    manager.stop()
    assert not manager.running
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_killed_manager_takes_its_programs_with_it(manager: Manager, place: Place) -> None:
    assert _eventually(lambda: _runs(manager, "base"))
    pid = int(str(_row(manager, "base")["pid"]))
    os.kill(int((place.run_dir / "supervisord.pid").read_text()), signal.SIGKILL)
    assert _eventually(lambda: not Path(f"/proc/{pid}").exists())


def test_each_program_has_a_log_of_its_own(manager: Manager, place: Place) -> None:
    assert _eventually(lambda: "awake" in (place.log_dir / "base.log").read_text())


def test_only_the_owner_reads_the_passwords_in_the_configuration(manager: Manager, place: Place) -> None:
    assert (place.run_dir / "supervisord.conf").stat().st_mode & 0o077 == 0


def test_reset_refuses_a_folder_that_is_not_a_stacks(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("keep")
    with pytest.raises(ValueError, match="not the folder of a stack"):
        remove(Place(precious))
    assert (precious / "letter.txt").exists()


def test_a_path_too_long_for_a_socket_is_named_before_anything_starts(tmp_path: Path) -> None:
    place = Place(tmp_path / ("long" * 30))
    with pytest.raises(ValueError, match="too long for a socket"):
        Manager(place).configure([], [])
