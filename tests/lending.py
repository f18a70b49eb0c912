"""A run inside a run (tests/faults/test_mutations.py) uses the outer one's servers: it neither starts nor ends them."""

import json
import os
from pathlib import Path

from deploy.local.place import Place

VARIABLE = "SOTAY_TEST_PLACE"


def lend(place: Place) -> dict[str, str]:
    """The environment that gives an inner run the servers at this place."""
    return {VARIABLE: json.dumps([str(place.run_dir), place.base_port, str(place.mongod_dir)])}


def lent_place() -> Place | None:
    """Where the outer run's servers are; None in a run of its own."""
    if VARIABLE not in os.environ:
        return None
    run_dir, base_port, database_dir = json.loads(os.environ[VARIABLE])
    return Place(Path(run_dir), base_port, Path(database_dir))
