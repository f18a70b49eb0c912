"""Files of members on the real GridFS: sealed at rest, each bound to its id and its place."""

from collections.abc import Iterator

import pytest

from deploy.local.mongod import MEDIA, Mongod
from shared.store import BlobNotFound, FieldUnreadable, GridFSBlobStore, SealedBlobs
from shared.store.keys import KeyRing

PICTURE = b"\xff\xd8\xff" + b"a face" * 1000


@pytest.fixture
def blobs(mongod: Mongod) -> Iterator[GridFSBlobStore]:
    store = GridFSBlobStore(mongod.uri(MEDIA))
    yield store
    store.close()


def test_a_file_is_read_as_it_was_put_and_lies_encrypted(blobs: GridFSBlobStore, ring: KeyRing) -> None:
    sealed = SealedBlobs(blobs, "pictures")
    blob_id = sealed.put(PICTURE)
    assert sealed.read(blob_id) == PICTURE
    assert b"a face" not in b"".join(blobs.open_range(blob_id))


def test_a_file_passed_off_under_another_id_or_place_is_unreadable(blobs: GridFSBlobStore, ring: KeyRing) -> None:
    sealed = SealedBlobs(blobs, "pictures")
    first = sealed.put(PICTURE)
    blobs.put(b"".join(blobs.open_range(first)), content_type="x", name="x", blob_id="second")
    with pytest.raises(FieldUnreadable):
        sealed.read("second")
    with pytest.raises(FieldUnreadable):
        SealedBlobs(blobs, "papers").read(first)


def test_a_deleted_file_is_gone(blobs: GridFSBlobStore, ring: KeyRing) -> None:
    sealed = SealedBlobs(blobs, "pictures")
    blob_id = sealed.put(PICTURE)
    sealed.delete(blob_id)
    with pytest.raises(BlobNotFound):
        sealed.read(blob_id)
