"""Covers of audio books at the door: the editor's own picture or the drawn one, for members and for everybody. A
neighbour stands for content."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from deploy.local.mongod import Mongod
from deploy.local.rabbitmq import Broker
from services.gateway.callers import SESSION_COOKIE
from shared.store import GridFSBlobStore
from tests.services.gateway.conftest import RunningDoor, Tokens, running

BYTES = bytes(range(256)) * 4096


@pytest.fixture(scope="module")
def neighbour(broker: Broker) -> Iterator[None]:
    with running("neighbour.py", broker, "content"):
        yield


@pytest.fixture
def own(mongod: Mongod) -> Iterator[str]:
    """A book whose cover has these bytes, and others for narrow places."""
    blobs = GridFSBlobStore(mongod.uri("media"))
    yield blobs.put(BYTES, content_type="image/jpeg", name="book-cover")
    blobs.close()


def test_the_own_cover_and_the_drawn_one_are_at_the_same_kind_of_address(
    door: RunningDoor, mongod: Mongod, token_of: Tokens, own: str
) -> None:
    blobs = GridFSBlobStore(mongod.uri("media"))
    blobs.put(b"small", content_type="image/jpeg", name="book-cover", blob_id="small-cover")
    blobs.close()
    with door.client(token_of()) as member, door.client() as stranger:
        large, small = (member.get(f"/media/books/{own}/3/cover{more}") for more in ("", "?small=1"))
        drawn, narrow = (member.get(f"/media/books/drawn/3/cover{more}") for more in ("", "?small=1"))
        again = member.get("/media/books/drawn/3/cover", headers={"If-None-Match": drawn.headers["etag"]})
        hidden = member.get("/media/books/hidden/3/cover")
        unknown = stranger.get(f"/media/books/{own}/3/cover")
    assert (large.headers["content-type"], large.content, small.content) == ("image/jpeg", BYTES, b"small")
    for shown, side in ((drawn, 1400), (narrow, 480)):
        picture = Image.open(io.BytesIO(shown.content))
        assert (shown.headers["content-type"], picture.format, picture.size) == ("image/png", "PNG", (side, side))
    assert {each.headers["cache-control"] for each in (large, small, drawn)} == {"private, max-age=3600"}
    assert again.status_code == 304
    assert (hidden.status_code, unknown.status_code) == (404, 401)


def test_everybody_gets_the_own_one_as_jpg_and_the_drawn_one_as_png_asked_for_anew_each_time(
    door: RunningDoor, own: str
) -> None:
    with door.client() as anybody:
        jpg, png = (anybody.get(f"/public/books/{own}/cover.{end}") for end in ("jpg?v=3", "png"))
        head = anybody.head(f"/public/books/{own}/cover.jpg")
        without = anybody.get("/public/books/drawn/cover.jpg")
        closed = [anybody.get(f"/public/books/hidden/cover.{end}").status_code for end in ("jpg", "png")]
    assert (jpg.headers["content-type"], jpg.content) == ("image/jpeg", BYTES)
    assert (head.headers["content-length"], head.content) == (str(len(BYTES)), b"")
    assert png.headers["content-type"] == "image/png"
    assert {jpg.headers["cache-control"], png.headers["cache-control"]} == {"public, no-cache"}
    assert without.status_code == 404
    assert closed == [404, 404]


def test_a_large_cover_is_sent_with_its_words_once_under_its_key_and_taken_away(
    door: RunningDoor, token_of: Tokens
) -> None:
    parts: dict[str, Any] = {
        "data": {"version": "3", "alt": "Đình làng"},
        "files": {"file": ("bìa.jpg", BYTES * 9)},
    }
    with door.client(token_of()) as editor:
        editor.headers["Idempotency-Key"] = "cover-0001"
        first, again = (editor.post("/api/v1/books/b1/cover", **parts) for _ in range(2))
        editor.headers["Idempotency-Key"] = "cover-0002"
        without = editor.post("/api/v1/books/b1/cover", data={"version": "3"})
        taken = editor.delete("/api/v1/books/b1/cover?version=4")
        unversioned = editor.delete("/api/v1/books/b1/cover")
    assert first.status_code == 201
    told = first.json()
    assert (told["version"], told["alt"], told["file_name"], told["content"]) == (
        3, "Đình làng", "bìa.jpg", 9 * len(BYTES),
    )  # fmt: skip
    assert again.json() == told
    assert taken.json() == {"id": "b1", "version": 5, "state": "draft"}
    assert (without.status_code, unversioned.status_code) == (422, 422)


def test_the_desk_sends_and_removes_it_and_comes_back_to_the_cover(door: RunningDoor, token_of: Tokens) -> None:
    session = token_of("m1", "ts/x01/c001/", ("committee_editor", "ts/x01/"))
    form = {"version": "3", "alt": "Đình làng", "idempotency_key": "desk-cover-k1"}
    with door.client(cookies={SESSION_COOKIE: session}) as browser:
        browser.headers["Sec-Fetch-Site"] = "same-origin"
        sent = browser.post("/desk/books/b1/cover", data=form, files={"file": ("bìa.jpg", BYTES * 9)})
        form = {"version": "4", "idempotency_key": "desk-cover-k2"}
        taken = browser.post("/desk/books/b1/cover/remove", data=form)
    assert [(each.status_code, each.headers["location"]) for each in (sent, taken)] == [
        (303, "/desk/books/b1?done=book_cover_sent#cover"),
        (303, "/desk/books/b1?done=book_cover_removed#cover"),
    ]
