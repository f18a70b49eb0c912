"""B17: the clauses for a question out of 1,000, 10,000 and 100,000, with what a member may read, what is in force and
how rare its words are, against tantivy asked for the same words in the same clauses without any of it. Processor time,
so that other work on the machine does not count; p50 and p95 are of the clock. SOTAY_BENCH_CLAUSES leaves sizes out."""

import os
from pathlib import Path
from typing import Any

from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

SIZES = (1_000, 10_000, 100_000)
MOST = int(os.environ.get("SOTAY_BENCH_CLAUSES", "100000"))
OURS, BARE = "retriever", "bare tantivy"
MOST_TIMES_BARE = 1.5
P50_MS, P95_MS = 25.0, 50.0
MOST_MEGABYTES = 400
# Ours keeps who may read, until when and which version beside the words, and deletes before it adds.
LEAST_OF_BARE_INDEXING = 0.5


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    for size in (each for each in SIZES if each <= MOST):
        folder = stage.place.run_dir / f"clauses-{size}"
        sides = {
            OURS: _side(stage, "fill_clauses", folder / "ours", size, bare=False),
            BARE: _side(stage, "fill_clauses", folder / "bare", size, bare=True),
        }
        filled = {name: side() for name, side in sides.items()}
        compared = Comparison(OURS, BARE, bar=LEAST_OF_BARE_INDEXING)
        parts[f"clauses indexed a second of one core, {size:,}"] = judge(compared, [filled], "per_processor")
        sides = {
            OURS: _side(stage, "asking_clauses", folder / "ours", size, bare=False),
            BARE: _side(stage, "asking_clauses", folder / "bare", size, bare=True),
        }
        found = alternate(sides, rounds)
        ours = [one[OURS] for one in found]
        compared = Comparison(OURS, BARE, bar=MOST_TIMES_BARE, at_most=True)
        parts[f"processor ms a question, {size:,}"] = judge(compared, found, "processor_ms")
        compared = Comparison(OURS, BARE, bar=1 / MOST_TIMES_BARE)
        parts[f"questions a second of one core, {size:,}"] = judge(compared, found, "per_core")
        parts[f"p50 ms, {size:,}"] = judge_limit(OURS, P50_MS, [one["p50"] for one in ours])
        parts[f"p95 ms, {size:,}"] = judge_limit(OURS, P95_MS, [one["p95"] for one in ours])
        parts[f"megabytes while asked, {size:,}"] = judge_limit(
            OURS, MOST_MEGABYTES, [one["megabytes"] for one in ours]
        )
    return parts


def _side(stage: Stage, side: str, folder: Path, clauses: int, *, bare: bool) -> Any:
    return lambda: stage.run(side, folder=str(folder), clauses=clauses, bare=bare)
