"""What the one-machine stack takes from the environment; nothing else in deploy/local reads it."""

import os
import sysconfig
from pathlib import Path

from deploy.local.place import DEFAULT_BASE_PORT, REPOSITORY, Place
from shared.settings import describe, service_settings


def chosen_place() -> Place:
    """SOTAY_RUN_DIR and SOTAY_BASE_PORT let a second stack stand beside the first; SOTAY_SETTINGS_FILE sets the
    services of this one otherwise than usual.

    Raises ValueError with the line that is wrong.
    """
    run_dir = Path(os.environ.get("SOTAY_RUN_DIR", REPOSITORY / ".run")).resolve()
    chosen = os.environ.get("SOTAY_SETTINGS_FILE")
    settings = settings_in(Path(chosen)) if chosen else {}
    return Place(run_dir, int(os.environ.get("SOTAY_BASE_PORT", DEFAULT_BASE_PORT)), settings=settings)


def settings_in(file: Path) -> dict[str, str]:
    """What a file of `SOTAY_NAME=value` lines sets; empty lines and those that begin with # are for people.

    A name that no service reads is refused: a slip of the pen would be tried out as if it had been set.
    Raises ValueError.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ValueError(f"the settings file cannot be read: {error}") from error
    known = {row.variable for settings in service_settings().values() for row in describe(settings)}
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = (part.strip() for part in line.partition("="))
        if not equals or name not in known:
            raise ValueError(f"{file}, line {number}: {name} is no setting of a service (docs/configuration.md)")
        found[name] = value
    return found


def mongod_binary() -> Path:
    """MONGOD names another server; otherwise the one inside the wheel."""
    if chosen := os.environ.get("MONGOD"):
        return Path(chosen)
    return Path(sysconfig.get_path("purelib")) / "fiftyone" / "db" / "bin" / "mongod"


def inherited_environment() -> dict[str, str]:
    """What a program may know of the machine; nothing of the caller's own settings leaks into the stack."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "TZ", "TMPDIR") if name in os.environ}
