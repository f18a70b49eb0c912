"""The files of members' papers, sealed, and a row for each that no paper names yet.

The row is written before the file and goes in the transaction that names the file in a paper: so a kill at any point
leaves a row from which the sweep finds what nobody names, without looking through all files.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.identity.rules.paper_errors import UploadGivenUp
from shared.store import BlobNotFound, GridFSBlobStore, SealedBlobs

PLACE = "member_papers"
_opened: list[SealedBlobs] = []


class LooseFile(me.Document):
    """The id is the file's. `swept`: the sweep has begun with it, nobody may name it any more."""

    meta = {"collection": "loose_paper_files", "auto_create_index": False, "indexes": ["at"]}

    id = me.StringField(primary_key=True)
    at = me.DateTimeField(required=True)
    swept = me.BooleanField()


def use_papers(blobs: GridFSBlobStore | None) -> None:
    _opened[:] = [] if blobs is None else [SealedBlobs(blobs, PLACE)]


def put(file_id: str, content: bytes, now: datetime) -> None:
    """Repeated with the same id it keeps the first. Raises UploadGivenUp when the sweep has begun with it."""
    try:
        LooseFile.objects(pk=file_id, swept=None).update_one(set__at=now, upsert=True)
    except NotUniqueError:
        raise UploadGivenUp from None
    _opened[0].put(content, blob_id=file_id)


def named(file_id: str) -> None:
    """In the transaction that names it. Raises UploadGivenUp."""
    if not LooseFile.objects(pk=file_id, swept=None).delete():
        raise UploadGivenUp


def let_go(file_id: str, at: datetime) -> None:
    """In the transaction that stops naming it: the next sweep deletes the file."""
    LooseFile(id=file_id, at=at).save(force_insert=True)


def read(file_id: str) -> bytes:
    """Raises BlobNotFound."""
    return _opened[0].read(file_id)


def sweep(before: datetime) -> int:
    """How many files went. Safe to kill and to run twice at once: the row goes last."""
    swept = 0
    for row in _loose(before):
        if LooseFile.objects(pk=row.id, at__lt=before).update_one(set__swept=True) or row.swept:
            _opened[0].delete(row.id)
            swept += int(LooseFile.objects(pk=row.id, swept=True).delete())
    return swept


def _loose(before: datetime) -> Iterator[Any]:
    return iter(LooseFile.objects(at__lt=before).limit(1_000).no_cache())


__all__ = ["PLACE", "BlobNotFound", "LooseFile", "let_go", "named", "put", "read", "sweep", "use_papers"]
