"""Pictures and papers of members: whole files, encrypted before they reach the blob store (law L2, L3).

Promises: who reads the database or its backup sees no picture; a file put under another's id is unreadable, because
each is bound to its own. `delete` removes it for good.
Does not: read ranges, or hide a file's length. A file under an old key stays readable while that key is in the ring.
"""

from __future__ import annotations

from shared.ids import new_id
from shared.store.blobs import BlobStore
from shared.store.keys import keys

SEALED = "application/octet-stream"


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

    def _bound_to(self, blob_id: str) -> str:
        return f"{self._place}/{blob_id}"
