"""Make the index say what the store says. Compares what is in both: nothing depends on having seen an event.

Every process has an index of its own and looks for itself: two processes need not know of each other, a
restart needs no replay, and a damaged index is rebuilt from the store by the same few lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.assistant.engines.order_mark import OrderMark
from services.assistant.engines.retrieval import Retriever, RetrieverBrokenError
from services.assistant.rules.knowledge import Entry
from services.assistant.store import knowledge
from services.assistant.store.index_orders import IndexOrder
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


def bring_index_up_to_date(
    retriever: Retriever, beside: Callable[..., Any], orders: OrderMark | None = None, shipped: Sequence[Entry] = ()
) -> int:
    """Returns how many documents changed. `beside` runs the indexing where it blocks nobody. `orders`: which order to
    make all anew was carried out last; of several given meanwhile, one rebuild carries out all. `shipped`: what comes
    with the release and stands in no store."""
    ordered = IndexOrder.latest() if orders else 0
    beyond = {document.document_id: (document, clauses) for document, clauses in shipped}
    wanted = knowledge.versions() | {name: document.version for name, (document, _) in beyond.items()}

    def entries(document_ids: list[str]) -> list[Entry]:
        return [*knowledge.entries(document_ids), *(beyond[name] for name in document_ids if name in beyond)]

    def rebuild() -> int:
        beside(retriever.rebuild, entries(sorted(wanted)))
        if orders:
            orders.note(ordered)
        log.info("index_rebuilt", documents=len(wanted), order=ordered)
        return len(wanted)

    if orders and orders.number() < ordered:
        return rebuild()
    try:
        missing = difference(wanted, retriever.versions())
        for batch in _batches(missing.changed):
            beside(retriever.apply, entries(batch), [])
        if missing.gone:
            beside(retriever.apply, [], missing.gone)
    except RetrieverBrokenError as error:
        log.warning("index_broken", error=str(error))
        return rebuild()
    return len(missing.changed) + len(missing.gone)


def _batches(document_ids: list[str]) -> list[list[str]]:
    return [document_ids[start : start + BATCH] for start in range(0, len(document_ids), BATCH)]
