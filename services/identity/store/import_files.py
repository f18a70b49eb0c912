"""Files of imports, sealed: the one that was sent, and the one of its refused rows."""

from __future__ import annotations

from datetime import datetime

from services.identity.store import member_import_rows, member_imports
from services.identity.store.member_imports import MemberImport
from shared.store import BlobNotFound, GridFSBlobStore, SealedBlobs

PLACE = "member_imports"
_opened: list[SealedBlobs] = []


def use_files(blobs: GridFSBlobStore | None) -> None:
    _opened[:] = [] if blobs is None else [SealedBlobs(blobs, PLACE)]


def keep(file_id: str, content: bytes) -> None:
    _opened[0].put(content, blob_id=file_id)


def replace(file_id: str, content: bytes) -> None:
    _opened[0].delete(file_id)
    _opened[0].put(content, blob_id=file_id)


def read(file_id: str) -> bytes:
    """Raises BlobNotFound."""
    return _opened[0].read(file_id)


def forget_one(file_id: str) -> None:
    _opened[0].delete(file_id)


def forget(item: MemberImport) -> None:
    """The files first: a kill in between leaves an import that is swept again, never a file of nobody."""
    _opened[0].delete(item.id)
    if item.refused_file:
        _opened[0].delete(item.refused_file)
    member_import_rows.forget(item.id)
    member_imports.file_is_gone(item)


def forget_unnamed(now: datetime) -> int:
    """Files whose sender was killed before the import was written. How many."""
    return _opened[0].sweep(now, member_imports.file_ids_in_use)


__all__ = ["BlobNotFound", "forget", "forget_one", "forget_unnamed", "keep", "read", "replace", "use_files"]
