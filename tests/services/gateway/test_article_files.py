"""Pictures and files of articles at the door: what the browser is told of them. A neighbour stands for content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from deploy.local.mongod import Mongod
from deploy.local.rabbitmq import Broker
from shared.store import GridFSBlobStore
from tests.services.gateway.conftest import RunningDoor, Tokens, running

BYTES = bytes(range(256)) * 4096


@pytest.fixture(scope="module")
def neighbour(broker: Broker) -> Iterator[None]:
    with running("neighbour.py", broker, "content"):
        yield


def test_a_picture_stands_in_the_page_and_a_file_is_taken_along_under_its_name(
    door: RunningDoor, mongod: Mongod, token_of: Tokens
) -> None:
    blobs = GridFSBlobStore(mongod.uri("media"))
    blob_id = blobs.put(BYTES, content_type="application/octet-stream", name="article-file")
    blobs.close()
    with door.client(token_of()) as reader, door.client() as stranger:
        picture = reader.get(f"/media/files/{blob_id}/picture?small=1")
        file = reader.get(f"/media/files/{blob_id}/attachment")
        unknown = stranger.get(f"/media/files/{blob_id}/picture")
        public = stranger.get(f"/public/files/{blob_id}/attachment")
        closed = stranger.get("/public/files/closed/picture")
    assert (picture.headers["content-type"], picture.content) == ("image/jpeg", BYTES)
    assert "content-disposition" not in picture.headers
    assert picture.headers["cache-control"].startswith("private")
    for taken in (file, public):
        assert (taken.status_code, taken.headers["content-type"]) == (200, "application/pdf")
        assert unquote(taken.headers["content-disposition"]) == ("attachment; filename*=UTF-8''Mẫu đơn; xin “việc”.pdf")
        assert taken.headers["content-disposition"].isascii()
        assert taken.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in taken.headers["content-security-policy"]
    assert public.headers["cache-control"] == "public, no-cache"
    assert (unknown.status_code, closed.status_code) == (401, 404)


def test_a_large_picture_is_sent_with_its_words_and_repeated_under_its_key(door: RunningDoor, token_of: Tokens) -> None:
    parts: dict[str, Any] = {
        "data": {"kind": "picture", "alt": "Cụ bà nhận huy hiệu"},
        "files": {"file": ("ảnh.jpg", BYTES * 9)},
    }
    with door.client(token_of()) as editor:
        editor.headers["Idempotency-Key"] = "picture-0001"
        first, again = (editor.post("/api/v1/articles/a1/files", **parts) for _ in range(2))
        editor.headers["Idempotency-Key"] = "picture-0002"
        nameless = editor.post("/api/v1/articles/a1/files", data={"kind": "song"}, files={"file": ("a", b"x")})
    assert first.status_code == 201
    assert (first.json()["alt"], first.json()["file_name"]) == ("Cụ bà nhận huy hiệu", "ảnh.jpg")
    assert first.json()["content"] == 9 * len(BYTES)
    assert again.json() == first.json()
    assert nameless.status_code == 422
