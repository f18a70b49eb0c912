"""B11: members looked up by card and by name among 500,000, and members imported from a file against the same documents
written by a bare bulk_write, with the same indexes and the same durability.

SOTAY_BENCH_MEMBERS makes the register smaller for a quick look; the report says how many there were.
"""

import os
from typing import Any

from pymongo import MongoClient

from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

MEMBERS = int(os.environ.get("SOTAY_BENCH_MEMBERS", "500000"))
PART = 100_000
LOOK_UP_MS = 20.0
TIMES = 60
ROWS = 10_000
DATABASE = "identity"
IMPORT, BARE = "import", "bare bulk_write"


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    _empty(stage)
    for first in range(0, MEMBERS, PART):
        stage.run("fill_register", DATABASE, first=first, count=min(PART, MEMBERS - first))
    stage.run("fill_register", DATABASE, first=0, count=0)
    found = [stage.run("look_ups", DATABASE, members=MEMBERS, times=TIMES) for _ in range(min(rounds, 3))]
    _empty(stage)
    rows = {name: _rows_side(stage, name) for name in (IMPORT, BARE)}
    imported = alternate(rows, rounds)
    return {
        "p95 ms of the slowest kind": {
            **judge_limit(f"look-up among {MEMBERS:,}", LOOK_UP_MS, [one["worst_p95"] for one in found]),
            "kinds": found[-1]["kinds"],
        },
        "p95 ms of a page of the list": judge_limit(
            f"list of {MEMBERS:,}", LOOK_UP_MS, [one["listing_p95"] for one in found]
        ),
        "p95 ms of all": judge_limit(f"look-up among {MEMBERS:,}", LOOK_UP_MS, [one["p95"] for one in found]),
        "rows a second": judge(Comparison(IMPORT, BARE, bar=0.3), imported),
    }


def _rows_side(stage: Stage, name: str) -> Any:
    def side() -> dict[str, Any]:
        _empty(stage)
        return stage.run("import_rows", DATABASE, rows=ROWS, bare=name == BARE)

    return side


def _empty(stage: Stage) -> None:
    with MongoClient(stage.mongod.uri(DATABASE)) as client:
        here = client.get_default_database()
        for name in here.list_collection_names():
            here.drop_collection(name)
