"""`python -m services.content.engines.scanning.child engine|count|page|look KIND NUMBER < FILE`: its answer as JSON.

Limits itself before it reads a byte. Knows no store, no key and no setting.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from typing import Any

from services.content.engines.scanning.pictures import PageBroken, count, open_page
from services.content.engines.scanning.tesseract import Tesseract
from shared.errors import AppError
from shared.reading.errors import FileBroken
from shared.reading.kinds import Kind

_MEMORY, _CPU_SECONDS = 1_500_000_000, 80
_DEATH_OF_PARENT = 1


def answer(task: str, content: bytes, kind: str, number: int) -> dict[str, Any]:
    try:
        if task == "engine":
            return {"engine": Tesseract().name}
        if task == "count":
            return {"pages": count(content, Kind(kind))}
        page = open_page(content, Kind(kind), number, as_seen=task == "look")
        if page.picture is None:
            return {
                "lines": [[(word, 100) for word in line.split()] for line in page.lines],
                "beside": "",
                "blank": not page.lines,
            }
        return Tesseract().read(page.picture, first=number == 1)
    except PageBroken:
        return {"refused": FileBroken.__name__}
    except AppError as refused:
        return {"refused": type(refused).__name__}


def main() -> int:
    import ctypes

    ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGKILL)  # a worker that is killed leaves nobody at work
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    task, kind, number = sys.argv[1:]
    print(json.dumps(answer(task, sys.stdin.buffer.read(), kind, int(number))))  # noqa: T201 - its answer
    return 0


if __name__ == "__main__":
    sys.exit(main())
