"""B13: a page of results out of 1,000, 10,000 and 100,000 documents, for a member and for who sees all, against tantivy
out of the box on the same documents. SOTAY_BENCH_DOCUMENTS leaves the larger sizes out for a quick look."""

import os
from pathlib import Path
from typing import Any

from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

SIZES = (1_000, 10_000, 100_000)
MOST = int(os.environ.get("SOTAY_BENCH_DOCUMENTS", "100000"))
PART = 20_000
LIMIT_MS = 100.0
TIMES = 20
SEARCH, BARE = "search", "bare tantivy"
# Of questions both find something for. Marking twenty hits costs the same however many there are to find.
MOST_TIMES_BARE = {1_000: 6.0, 10_000: 5.0, 100_000: 4.0}


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    folder = stage.place.run_dir / "search"
    # As a process lays its index out: a place, and the index in it.
    indexes = {SEARCH: folder / "ours" / "0" / "v1-bench", BARE: folder / "bare"}
    parts: dict[str, Any] = {}
    filled = 0
    for size in (each for each in SIZES if each <= MOST):
        while filled < size:
            count = min(PART, size - filled)
            for name, index in indexes.items():
                stage.run("fill_search", first=filled, count=count, folder=str(index), bare=name == BARE)
            filled += count
        sides = {SEARCH: _side(stage, folder / "ours", bare=False), BARE: _side(stage, folder / "bare", bare=True)}
        found = alternate(sides, rounds)
        limit = judge_limit(f"search among {size:,}", LIMIT_MS, [one[SEARCH]["worst_p95"] for one in found])
        parts[f"p95 ms of the slowest kind, {size:,}"] = {**limit, "kinds": found[-1][SEARCH]["kinds"]}
        comparison = Comparison(SEARCH, BARE, bar=MOST_TIMES_BARE[size], at_most=True)
        parts[f"processor ms a search, {size:,}"] = judge(comparison, found, "processor_ms")
    return parts


def _side(stage: Stage, folder: Path, *, bare: bool) -> Any:
    return lambda: stage.run("searching", folder=str(folder), times=TIMES, bare=bare)
