"""Puts a part of the documents into an index: ours, or one as tantivy's manual makes it."""

import time
from pathlib import Path

from services.content.engines.search_index import SearchIndex
from tests.performance.sides import bare_search
from tests.performance.sides.report import report, task
from tests.performance.sides.search_corpus import entries

BATCH = 1_000


def main() -> None:
    told = task()
    folder = Path(told["folder"])
    began = time.monotonic()
    if told["bare"]:
        bare_search.fill(folder, entries(told["first"], told["count"]))
    else:
        index = SearchIndex.open(folder) if folder.is_dir() else SearchIndex.create(folder)
        for first in range(told["first"], told["first"] + told["count"], BATCH):
            index.apply(entries(first, min(BATCH, told["first"] + told["count"] - first)), [])
        index.note_filled(0)
        index.close()
    report(told["count"], time.monotonic() - began)


if __name__ == "__main__":
    main()
