"""The blob store of this process, opened once at its start."""

from __future__ import annotations

from shared.store import BlobStore

_opened: list[BlobStore] = []


def use_blobs(store: BlobStore | None) -> None:
    _opened[:] = [] if store is None else [store]


def blobs() -> BlobStore:
    return _opened[0]
