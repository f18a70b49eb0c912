"""Fills an empty province with the demonstration, through the same commands a real province would use."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.local.environment import PROVINCE, python_environment
from deploy.local.place import REPOSITORY, Place
from deploy.local.settings import inherited_environment


@dataclass(frozen=True)
class Seed:
    service: str
    arguments: tuple[str, ...]
    requires: str


SEEDS: tuple[Seed, ...] = (
    Seed("identity", ("seed-demo",), "services/identity/__main__.py"),
    Seed("content", ("seed-demo", "--audience", f"{PROVINCE}/"), "services/content/__main__.py"),
    Seed("meetings", ("seed-demo",), "services/meetings/__main__.py"),
)
ACCOUNTS = Seed("identity", ("accounts",), "services/identity/__main__.py")


def seed_when_empty(place: Place) -> bool:
    """True when something was written. Each step is remembered: a broken seed goes on where it stopped."""
    planted = False
    for seed in SEEDS:
        done = place.run_dir / f"seeded-{seed.service}"
        if (REPOSITORY / seed.requires).is_file() and not done.exists():
            _run(place, seed)
            done.touch()
            planted = True
    if planted:
        _accounts_file(place).write_text(_run(place, ACCOUNTS), encoding="utf-8")
    return planted


def accounts(place: Place) -> str:
    """What a visitor needs to log in, as identity told it when the province was written."""
    file = _accounts_file(place)
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _accounts_file(place: Place) -> Path:
    return place.run_dir / "accounts.txt"


def _run(place: Place, seed: Seed) -> str:
    command = [sys.executable, "-m", f"services.{seed.service}", *seed.arguments]
    environment = inherited_environment() | python_environment(place, seed.service)
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout
