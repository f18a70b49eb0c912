"""The blob store on real GridFS. Another implementation must pass this file unchanged."""

import io
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from deploy.local.mongod import MEDIA, Mongod
from shared.clock import now
from shared.store import BlobNotFound, BlobStore, GridFSBlobStore, transaction
from shared.store.blobs import CHUNK_BYTES

CONTENT = bytes(range(256)) * 4096  # 1 MiB, several chunks


@pytest.fixture
def blobs(mongod: Mongod) -> Iterator[GridFSBlobStore]:
    store = GridFSBlobStore(mongod.uri(MEDIA))
    yield store
    store.close()


def put(blobs: BlobStore, content: bytes = CONTENT, blob_id: str | None = None) -> str:
    return blobs.put(content, content_type="audio/mpeg", name="article.mp3", blob_id=blob_id)


def test_what_was_put_is_described_and_read_back(blobs: BlobStore) -> None:
    blob_id = blobs.put(io.BytesIO(CONTENT), content_type="audio/mpeg", name="article.mp3")
    blob = blobs.stat(blob_id)
    assert (blob.id, blob.name, blob.content_type, blob.length) == (
        blob_id,
        "article.mp3",
        "audio/mpeg",
        len(CONTENT),
    )
    assert blob.created_at.tzinfo is not None
    assert b"".join(blobs.open_range(blob_id)) == CONTENT


@pytest.mark.parametrize(
    ("start", "length"),
    [(0, 1), (5, 10), (262_140, 10), (1_048_570, None), (1_048_570, 100), (1_048_576, None), (9_000_000, 5), (3, 0)],
)
def test_a_range_is_exactly_those_bytes(blobs: BlobStore, start: int, length: int | None) -> None:
    blob_id = put(blobs)
    end = None if length is None else start + length
    assert b"".join(blobs.open_range(blob_id, start, length)) == CONTENT[start:end]


def test_a_negative_range_is_refused(blobs: BlobStore) -> None:
    with pytest.raises(ValueError, match="negative"):
        blobs.open_range(put(blobs), -1)


def test_a_missing_blob_says_so_at_the_call(blobs: BlobStore) -> None:
    with pytest.raises(BlobNotFound):
        blobs.open_range("nothing")
    with pytest.raises(BlobNotFound):
        blobs.stat("nothing")
    blobs.delete("nothing")


def test_a_deleted_blob_is_gone(blobs: BlobStore) -> None:
    blob_id = put(blobs)
    blobs.delete(blob_id)
    with pytest.raises(BlobNotFound):
        blobs.stat(blob_id)


def test_repeated_work_keeps_the_first_result(blobs: BlobStore) -> None:
    assert put(blobs, b"first", "audio-1") == put(blobs, b"second", "audio-1") == "audio-1"
    assert b"".join(blobs.open_range("audio-1")) == b"first"


def test_what_a_killed_writer_left_does_not_stop_the_next(blobs: GridFSBlobStore) -> None:
    media = blobs._client.get_default_database()
    media["fs.chunks"].insert_one({"files_id": "audio-2~1", "n": 0, "data": b"half"})
    put(blobs, b"whole", "audio-2")
    assert b"".join(blobs.open_range("audio-2")) == b"whole"
    assert media["fs.chunks"].count_documents({"files_id": {"$regex": "audio-2"}}) == 1


def test_of_two_writers_at_once_neither_gets_the_others_pieces(blobs: GridFSBlobStore) -> None:
    """The second comes while the first is still sending, and ends before it."""
    several = 3 * CHUNK_BYTES

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() >= CHUNK_BYTES and not blobs._exists("raced-2"):
                put(blobs, b"b" * several, "raced-2")
            return super().read(size)

    slow = Slow(b"a" * several)
    blobs.put(slow, content_type="audio/mpeg", name="article.mp3", blob_id="raced-2")
    assert set(b"".join(blobs.open_range("raced-2"))) == {ord("b")}
    assert blobs.remove_fragments(now() + timedelta(days=1)) == 0
    blobs.delete("raced-2")


def test_what_is_deleted_while_it_is_written_is_no_blob(blobs: GridFSBlobStore) -> None:
    """pymongo sends some 48 MB at a time."""

    class Deleted(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() >= 50 << 20:
                blobs.delete("deleted-3")
            return super().read(size)

    content = Deleted(bytes(52 << 20))
    with pytest.raises(BlobNotFound):
        blobs.put(content, content_type="audio/mpeg", name="article.mp3", blob_id="deleted-3")
    with pytest.raises(BlobNotFound):
        blobs.stat("deleted-3")
    assert blobs.remove_fragments(now() + timedelta(hours=1)) == 0


def test_what_a_killed_writer_left_goes_with_the_fragments_and_nothing_else_does(blobs: GridFSBlobStore) -> None:
    kept = put(blobs)
    blobs._bucket.upload_from_stream_with_id("lost~1", "", b"all of it, under no name")
    blobs._client.get_default_database()["fs.chunks"].insert_one({"files_id": "lost~2", "n": 0, "data": b"half"})
    assert blobs.remove_fragments(now() - timedelta(hours=1)) == 0
    assert blobs.remove_fragments(now() + timedelta(hours=1)) == 2
    assert b"".join(blobs.open_range(kept)) == CONTENT


def test_an_empty_blob_is_a_blob(blobs: BlobStore) -> None:
    blob_id = put(blobs, b"")
    assert blobs.stat(blob_id).length == 0
    assert list(blobs.open_range(blob_id)) == []


def test_a_blob_can_be_written_and_read_while_a_transaction_is_open(blobs: BlobStore, store: None) -> None:
    with transaction():
        blob_id = put(blobs)
        assert b"".join(blobs.open_range(blob_id, 10, 5)) == CONTENT[10:15]


def test_two_workers_on_the_same_blob_leave_one_whole_blob(blobs: BlobStore) -> None:
    contents = [bytes([number]) * 600_000 for number in range(4)]
    failures: list[BaseException] = []

    def work(content: bytes) -> None:
        try:
            put(blobs, content, "raced")
        except BlobNotFound as error:  # the loser may say so; its job is repeated
            failures.append(error)

    threads = [threading.Thread(target=work, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        put(blobs, contents[0], "raced")
    assert b"".join(blobs.open_range("raced")) in contents
    blobs.delete("raced")
