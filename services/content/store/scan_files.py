"""Files of scans, sealed, until they are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.content.store import scans
from shared.store import BlobNotFound, GridFSBlobStore, SealedBlobs

PLACE = "scans"
_opened: list[SealedBlobs] = []


def use_files(blobs: GridFSBlobStore | None) -> None:
    _opened[:] = [] if blobs is None else [SealedBlobs(blobs, PLACE)]


def keep(scan_id: str, content: bytes) -> None:
    _opened[0].put(content, blob_id=scan_id)


def read(scan_id: str) -> bytes:
    """Raises BlobNotFound."""
    return _opened[0].read(scan_id)


def forget(scan_id: str) -> None:
    _opened[0].delete(scan_id)


def forget_unnamed(now: datetime) -> int:
    """Files whose sender, or whose reader at its end, was killed, and what a sender wrote of one before. How many."""
    return _opened[0].sweep(now, _in_use) + _opened[0].remove_fragments(now)


def _in_use(ids: Sequence[str]) -> set[str]:
    return scans.ids_in_use(list(ids))


__all__ = ["BlobNotFound", "forget", "forget_unnamed", "keep", "read", "use_files"]
