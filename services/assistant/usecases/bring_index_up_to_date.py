"""Make the index say what the store says. Compares what is in both: nothing depends on having seen an event.

Every process has an index of its own and looks for itself: two processes need not know of each other, a
restart needs no replay, and a damaged index is rebuilt from the store by the same few lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.assistant.engines.order_mark import OrderMark
from services.assistant.engines.retrieval import Retriever, RetrieverBrokenError
from services.assistant.store import knowledge
from services.assistant.store.index_orders import latest_order
from shared.observability import log

# Documents read and indexed at a time: bounds the memory of a first fill.
BATCH = 200


@dataclass(frozen=True)
class Difference:
    changed: list[str]
    gone: list[str]


def difference(stored: dict[str, int], indexed: dict[str, int]) -> Difference:
    changed = [document_id for document_id, version in stored.items() if indexed.get(document_id) != version]
    return Difference(sorted(changed), sorted(indexed.keys() - stored.keys()))


def bring_index_up_to_date(retriever: Retriever, beside: Callable[..., Any], orders: OrderMark | None = None) -> int:
    """Returns how many documents changed. `beside` runs the indexing where it blocks nobody. `orders`: which order to
    make all anew was carried out last; of several given meanwhile, one rebuild carries out all."""
    ordered = latest_order() if orders else 0
    stored = knowledge.versions()
    if orders and orders.number() < ordered:
        return _rebuilt(retriever, beside, stored, orders, ordered)
    try:
        missing = difference(stored, retriever.versions())
        for batch in _batches(missing.changed):
            beside(retriever.apply, list(knowledge.entries(batch)), [])
        if missing.gone:
            beside(retriever.apply, [], missing.gone)
    except RetrieverBrokenError as error:
        log.warning("index_broken", error=str(error))
        return _rebuilt(retriever, beside, stored, orders, ordered)
    return len(missing.changed) + len(missing.gone)


def _rebuilt(
    retriever: Retriever, beside: Callable[..., Any], stored: dict[str, int], orders: OrderMark | None, ordered: int
) -> int:
    beside(retriever.rebuild, list(knowledge.entries(sorted(stored))))
    if orders:
        orders.note(ordered)
    log.info("index_rebuilt", documents=len(stored), order=ordered)
    return len(stored)


def _batches(document_ids: list[str]) -> list[list[str]]:
    return [document_ids[start : start + BATCH] for start in range(0, len(document_ids), BATCH)]
