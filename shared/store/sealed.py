"""Pictures and papers of members: whole files, encrypted before they reach the blob store (law L2, L3).

Promises: who reads the database or its backup sees no picture; a file put under another's id is unreadable, because
each is bound to its own. `delete` removes it for good.
Does not: read ranges, or hide a file's length. A file under an old key stays readable while that key is in the ring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from shared.ids import new_id
from shared.store.blobs import BlobStore
from shared.store.keys import keys

SEALED = "application/octet-stream"
BATCH = 500
STILL_BEING_SENT = timedelta(hours=1)
"""A file is stored a moment before the document that names it: younger ones are nobody's yet."""


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


class SealedBlobs:
    """`place` names what is kept, e.g. "registration_pictures": a file of one place cannot be passed off in another."""

    def __init__(self, blobs: BlobStore, place: str) -> None:
        self._blobs = blobs
        self._place = place

    def put(self, content: bytes, *, blob_id: str | None = None) -> str:
        """Repeated with the same id it keeps the first."""
        chosen = blob_id or new_id()
        sealed = bytes(keys().encrypt(content, self._bound_to(chosen)))
        return self._blobs.put(sealed, content_type=SEALED, name=self._place, blob_id=chosen)

    def read(self, blob_id: str) -> bytes:
        """Raises BlobNotFound, and FieldUnreadable for what was not written here under this id."""
        sealed = b"".join(self._blobs.open_range(blob_id))
        return keys().decrypt(sealed, self._bound_to(blob_id))

    def delete(self, blob_id: str) -> None:
        self._blobs.delete(blob_id)

    def sweep(self, now: datetime, in_use: Callable[[Sequence[str]], set[str]]) -> int:
        """Deletes what no document names, but for what may still be on its way: a file is written first, and a kill or
        a second sending in between leaves it to nobody. `in_use`: those of the given ids that are named. How many."""
        deleted = 0
        for some in batched(self._blobs.named(self._place, now - STILL_BEING_SENT), BATCH):
            for blob_id in set(some) - in_use(some):
                self._blobs.delete(blob_id)
                deleted += 1
        return deleted

    def remove_fragments(self, now: datetime) -> int:
        """Of files whose writer was killed, whatever place they were for. Reads an entry of an index per file."""
        return self._blobs.remove_fragments(now - STILL_BEING_SENT)

    def _bound_to(self, blob_id: str) -> str:
        return f"{self._place}/{blob_id}"
