"""What a side is told and what it reports: JSON in the first argument, JSON into the file named by the second."""

import json
import resource
import sys
from pathlib import Path
from typing import Any


def task() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(sys.argv[1])
    return told


def report(events: int, seconds: float, **more: Any) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    result = {"events": events, "seconds": seconds, "cpu_seconds": used.ru_utime + used.ru_stime, **more}
    Path(sys.argv[2]).write_text(json.dumps(result), encoding="ascii")
