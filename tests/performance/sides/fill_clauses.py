"""Puts clauses into an index, ours or the bare one, a batch and a commit at a time as the follower does."""

from __future__ import annotations

import resource
import time
from pathlib import Path

from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.usecases.bring_index_up_to_date import BATCH
from tests.performance.sides import bare_clauses
from tests.performance.sides.clause_corpus import CLAUSES, documents
from tests.performance.sides.report import report, task


def main() -> None:
    told = task()
    folder, count = Path(told["folder"]), told["clauses"] // CLAUSES
    batches = [list(documents(first, min(BATCH, count - first))) for first in range(0, count, BATCH)]
    began, worked = time.monotonic(), time.process_time()
    if told["bare"]:
        bare_clauses.fill(folder, batches)
    else:
        retriever = TantivyRetriever(folder)
        for batch in batches:
            retriever.apply(batch, [])
        retriever.close()
    processor = time.process_time() - worked
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(told["clauses"], time.monotonic() - began, megabytes=megabytes, per_processor=told["clauses"] / processor)


if __name__ == "__main__":
    main()
