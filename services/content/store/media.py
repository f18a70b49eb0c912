"""Where the bytes of pictures and files lie that readers are given: the blob store that the gateway reads.

Promises: what no row names, or was never written to its end, goes a day later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from shared.store import BlobStore

LOOSE_FOR = timedelta(days=1)
_opened: list[BlobStore] = []


def use_blobs(store: BlobStore | None) -> None:
    """Of this process, opened once at its start."""
    _opened[:] = [] if store is None else [store]


def put(name: str, content: bytes, content_type: str, blob_id: str) -> None:
    """`name`: of what the bytes are, for the sweep."""
    _opened[0].put(content, content_type=content_type, name=name, blob_id=blob_id)


def delete(blob_ids: Iterable[str]) -> None:
    for blob_id in blob_ids:
        _opened[0].delete(blob_id)


def sweep(name: str, now: datetime, rows_name: Callable[[], Iterable[str]]) -> None:
    """`rows_name`: the ids that rows name by now. Asked after the blobs, so that a row made meanwhile is seen."""
    loose = list(_opened[0].named(name, now - LOOSE_FOR))
    named = set(rows_name())
    delete(blob_id for blob_id in loose if blob_id not in named)


def sweep_fragments(now: datetime) -> None:
    _opened[0].remove_fragments(now - LOOSE_FOR)
