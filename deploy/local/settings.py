"""What the one-machine stack takes from the environment; nothing else in deploy/local reads it."""

import os
import sysconfig
from pathlib import Path

from deploy.local.place import DEFAULT_BASE_PORT, REPOSITORY, Place


def chosen_place() -> Place:
    """SOTAY_RUN_DIR and SOTAY_BASE_PORT let a second stack stand beside the first."""
    run_dir = Path(os.environ.get("SOTAY_RUN_DIR", REPOSITORY / ".run")).resolve()
    return Place(run_dir, int(os.environ.get("SOTAY_BASE_PORT", DEFAULT_BASE_PORT)))


def mongod_binary() -> Path:
    """MONGOD names another server; otherwise the one inside the wheel."""
    if chosen := os.environ.get("MONGOD"):
        return Path(chosen)
    return Path(sysconfig.get_path("purelib")) / "fiftyone" / "db" / "bin" / "mongod"


def inherited_environment() -> dict[str, str]:
    """What a program may know of the machine; nothing of the caller's own settings leaks into the stack."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "TZ", "TMPDIR") if name in os.environ}
