"""Big files (audio, images, attachments) behind one interface, here kept in GridFS.

Each writer's file has an id of its own; an entry in `blobs`, written last, says which of them is the blob.
Promises: a blob is readable only when all of it is written, by one writer; `put` with an id that is already there keeps
the first, so that repeated heavy work leaves no orphans. Ranges are read without loading the file.
Does not: take part in `transaction()`; write the blob first, then the document that names it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, ParamSpec, Protocol, TypeVar

from gridfs import GridFSBucket
from gridfs.errors import NoFile
from gridfs.synchronous.grid_file import GridOut
from pymongo import MongoClient
from pymongo.errors import DuplicateKeyError

from shared.errors import NotFound
from shared.ids import new_id
from shared.store.connection import CLIENT_OPTIONS, checked_uri

CHUNK_BYTES = 256 * 1024
BLOBS = "blobs"
OF_WRITER = "~"

P = ParamSpec("P")
T = TypeVar("T")


class BlobNotFound(NotFound):
    code = "store.blob_not_found"
    message = "Không tìm thấy tệp. Tệp có thể đã được gỡ bỏ."


@dataclass(frozen=True)
class Blob:
    id: str
    name: str
    content_type: str
    length: int
    created_at: datetime


class BlobStore(Protocol):
    def put(self, content: bytes | BinaryIO, *, content_type: str, name: str, blob_id: str | None = None) -> str: ...

    def open_range(self, blob_id: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` on; raises `BlobNotFound` at the call, not at the first byte."""
        ...

    def stat(self, blob_id: str) -> Blob: ...

    def delete(self, blob_id: str) -> None:
        """Does nothing where there is none."""
        ...

    def named(self, name: str, before: datetime) -> Iterator[str]:
        """Ids of the blobs of this name that were written before: for the sweep of those that nobody names."""
        ...

    def remove_fragments(self, before: datetime) -> int:
        """What a killed writer left of blobs that never were. How many."""
        ...


class GridFSBlobStore:
    """On a database and a connection of its own, so that big files never crowd the service's documents."""

    def __init__(self, uri: str) -> None:
        self._client: MongoClient[dict[str, Any]] = MongoClient(
            checked_uri(uri), appname="blobs", connect=False, **CLIENT_OPTIONS
        )
        database = self._client.get_default_database()
        self._bucket = GridFSBucket(database, chunk_size_bytes=CHUNK_BYTES)
        self._files, self._chunks, self._blobs = database["fs.files"], database["fs.chunks"], database[BLOBS]

    def put(self, content: bytes | BinaryIO, *, content_type: str, name: str, blob_id: str | None = None) -> str:
        chosen = blob_id or new_id()
        if blob_id is not None and self._exists(blob_id):
            return blob_id
        source = io.BytesIO(content) if isinstance(content, bytes) else content
        _apart(self._write, chosen, source, content_type, name)
        return chosen

    def _write(self, blob_id: str, source: BinaryIO, content_type: str, name: str) -> None:
        own = f"{blob_id}{OF_WRITER}{new_id()}"
        self._bucket.upload_from_stream_with_id(own, name, source, metadata={"content_type": content_type})
        try:
            self._blobs.insert_one({"_id": blob_id, "file": own})
        except DuplicateKeyError:  # another writer of the same id was faster
            return self._remove_file(own)
        if not self._whole(own):  # deleted while it was being written
            self._remove(blob_id)
            raise BlobNotFound
        # What killed writers left; a living one loses, and removes its own.
        for file_id in self._files_of(blob_id) - {own}:
            self._remove_file(file_id)

    def open_range(self, blob_id: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        if start < 0 or (length is not None and length < 0):
            raise ValueError("a range has no negative bounds")
        out = self._found(blob_id)
        _apart(out.seek, min(start, out.length))
        left = max(0, out.length - start)
        return _chunks(out, left if length is None else min(length, left))

    def stat(self, blob_id: str) -> Blob:
        out = self._found(blob_id)
        content_type = (out.metadata or {}).get("content_type", "application/octet-stream")
        return Blob(blob_id, out.filename or "", content_type, out.length, out.upload_date)

    def delete(self, blob_id: str) -> None:
        _apart(self._remove, blob_id)

    def named(self, name: str, before: datetime) -> Iterator[str]:
        found = _apart(lambda: list(self._files.find({"filename": name, "uploadDate": {"$lt": before}}, {"_id": 1})))
        return iter({str(row["_id"]).rpartition(OF_WRITER)[0] for row in found})

    def remove_fragments(self, before: datetime) -> int:
        return _apart(self._remove_fragments, before)

    def _remove_fragments(self, before: datetime) -> int:
        removed = 0
        named: list[dict[str, Any]] = [
            {"$match": {"uploadDate": {"$lt": before}}},
            {"$project": {"blob": {"$first": {"$split": ["$_id", OF_WRITER]}}}},
            {"$lookup": {"from": BLOBS, "localField": "blob", "foreignField": "_id", "as": "blob"}},
            {"$match": {"$expr": {"$ne": ["$_id", {"$first": "$blob.file"}]}}},
        ]
        for row in self._files.aggregate(named):
            self._remove_file(row["_id"])
            removed += 1
        # Grouping by an index's first field reads one entry per blob, not the chunks.
        known = {"$lookup": {"from": "fs.files", "localField": "_id", "foreignField": "_id", "as": "file"}}
        without_file: list[dict[str, Any]] = [{"$group": {"_id": "$files_id"}}, known, {"$match": {"file": []}}]
        for file_id in [row["_id"] for row in self._chunks.aggregate(without_file)]:
            first = self._chunks.find_one({"files_id": file_id}, {"_id": 1})
            if first is not None and first["_id"].generation_time < before:  # else its writer is still at it
                self._remove_file(file_id)
                removed += 1
        return removed

    def ping(self) -> None:
        """Raise unless the blob store answers; for readiness."""
        _apart(self._client.get_default_database().command, "ping")

    def close(self) -> None:
        self._client.close()

    def _remove(self, blob_id: str) -> None:
        """The entry goes last: who is killed in between finds it, and removes the rest."""
        for file_id in self._files_of(blob_id):
            self._remove_file(file_id)
        self._blobs.delete_one({"_id": blob_id})

    def _remove_file(self, file_id: str) -> None:
        try:
            self._bucket.delete(file_id)
        except NoFile:
            return  # it had chunks only, and they are gone

    def _files_of(self, blob_id: str) -> set[str]:
        """Of every writer of this id: finished, killed, or still at it."""
        theirs = {"$gte": blob_id + OF_WRITER, "$lt": blob_id + chr(ord(OF_WRITER) + 1)}
        return {*self._files.distinct("_id", {"_id": theirs}), *self._chunks.distinct("files_id", {"files_id": theirs})}

    def _whole(self, file_id: str) -> bool:
        row = self._files.find_one({"_id": file_id}, {"length": 1})
        chunks = self._chunks.count_documents({"files_id": file_id})
        return row is not None and chunks == -(-row["length"] // CHUNK_BYTES)

    def _exists(self, blob_id: str) -> bool:
        try:
            self._found(blob_id)
        except BlobNotFound:
            return False
        return True

    def _found(self, blob_id: str) -> GridOut:
        entry = _apart(self._blobs.find_one, {"_id": blob_id})
        try:
            return _apart(self._bucket.open_download_stream, entry["file"] if entry else None)
        except NoFile as error:
            raise BlobNotFound from error


def _chunks(out: GridOut, left: int) -> Iterator[bytes]:
    while left > 0:
        chunk = _apart(out.read, min(left, CHUNK_BYTES))
        if not chunk:
            return
        left -= len(chunk)
        yield chunk


def _apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run outside any open transaction, whose session belongs to another connection."""
    return Context().run(work, *args, **kwargs)
