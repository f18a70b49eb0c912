"""Tests that cannot fail prove nothing: take one safeguard out of the chassis and a fault test must notice.

The five safeguards of the reliability notes (F-mutations): inbox, confirms, lease token, mandatory, version. Each is
taken out of a copy by one exact change of the source, and the smallest test that watches over it is run there, on the
servers of this run. That the same test passes with the safeguard in place is shown by the ordinary run.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.local.mongod import Mongod
from deploy.local.rabbitmq import Broker
from tests.lending import lend

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("shared", "deploy", "tests", "pyproject.toml")


@dataclass(frozen=True)
class Mutation:
    safeguard: str
    file: str
    old: str
    new: str
    watched_by: str


MUTATIONS = [
    Mutation(
        "inbox",
        "shared/inbox/react.py",
        old="        InboxEntry._get_collection().insert_one(row)\n",
        new="",
        watched_by="tests/shared/inbox/test_react.py::test_the_second_delivery_of_an_event_has_no_effect",
    ),
    Mutation(
        "confirms",
        "shared/outbox/wire.py",
        old="self._pending[self._tag] = (claim, index, now)",
        new="self._decided([claim])",
        watched_by="tests/shared/outbox/test_relay.py::test_an_event_that_the_broker_refuses_stays_until_it_is_taken",
    ),
    Mutation(
        "lease token",
        "shared/outbox/claims.py",
        old="if not mine or not self._lane.still_mine():",
        new="if not mine:",
        watched_by="tests/shared/outbox/test_claims.py::test_a_settlement_after_the_lane_was_lost_changes_nothing",
    ),
    Mutation(
        "mandatory",
        "shared/outbox/wire.py",
        old="event, mandatory=mandatory)",
        new="event, mandatory=False)",
        watched_by="tests/shared/outbox/test_relay.py::test_a_required_event_that_no_queue_takes_stays_until_one_does",
    ),
    Mutation(
        "version",
        "shared/outbox/aggregate.py",
        old=".objects(pk=aggregate.id, version=aggregate.version)",
        new=".objects(pk=aggregate.id)",
        watched_by="tests/shared/outbox/test_aggregate.py::test_of_changes_that_read_the_same_version_one_succeeds",
    ),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutated")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.safeguard.replace(" ", "_"))
def test_without_this_safeguard_a_fault_test_fails(
    mutation: Mutation, copy: Path, broker: Broker, mongod: Mongod
) -> None:
    sound = (copy / mutation.file).read_text(encoding="utf-8")
    assert sound.count(mutation.old) == 1, "the source has changed: this mutation no longer applies"
    (copy / mutation.file).write_text(sound.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        run = subprocess.run(  # noqa: PLW1510 - it is to fail
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=line", mutation.watched_by],
            cwd=copy,
            env={**os.environ, **lend(broker.place), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=120,
        )
    finally:
        (copy / mutation.file).write_text(sound, encoding="utf-8")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout + run.stderr
    summary = run.stdout.splitlines()[-1]
    assert summary.startswith("1 failed"), run.stdout
    assert "error" not in summary, "it must fail by what it asserts, not by its set-up"
