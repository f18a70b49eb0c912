"""Asks an index of clauses, ours as a question to the assistant does — search and rarity — or the bare one."""

from __future__ import annotations

import resource
import time
from datetime import date
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

from services.assistant.engines.tantivy_retriever import TantivyRetriever
from shared.vietnamese.folding import pairs, syllables
from tests.performance.sides import bare_clauses
from tests.performance.sides.clause_corpus import TREE, questions
from tests.performance.sides.report import report, task

LIMIT = 10
QUESTIONS = 200
TIMES = 3
AS_OF = date(2026, 11, 22)


def ours(folder: Path) -> Any:
    retriever = TantivyRetriever(folder)

    def ask(parts: list[str], pairs: list[str]) -> object:
        found = retriever.search(parts, pairs, audiences=TREE, as_of=AS_OF, limit=LIMIT)
        return found, retriever.rarity([*parts, *pairs])

    return ask


def main() -> None:
    told = task()
    folder = Path(told["folder"])
    ask = bare_clauses.asker(folder, LIMIT) if told["bare"] else ours(folder)
    asked = [(parts, pairs(parts)) for parts in map(syllables, questions(told["clauses"], QUESTIONS))]
    for parts, neighbours in asked:
        ask(parts, neighbours)
    took, worked = [], []
    began = time.monotonic()
    for parts, neighbours in asked * TIMES:
        started, worked_before = time.perf_counter(), time.process_time()
        ask(parts, neighbours)
        worked.append(1000 * (time.process_time() - worked_before))
        took.append(1000 * (time.perf_counter() - started))
    report(
        len(worked),
        time.monotonic() - began,
        processor_ms=mean(worked),
        per_core=1000 / mean(worked),
        p50=median(took),
        p95=quantiles(took, n=20)[-1],
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


if __name__ == "__main__":
    main()
