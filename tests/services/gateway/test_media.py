from __future__ import annotations

import pytest

from deploy.local.mongod import Mongod
from services.gateway.media import has_already, wanted_range
from shared.store import GridFSBlobStore
from tests.services.gateway.conftest import RunningDoor, Tokens

SOUND = bytes(range(256)) * 4096


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (None, None),
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-5", (95, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=5-2", None),
        ("bytes=0-1,5-6", None),
        ("seconds=1-2", None),
        ("bytes=-", None),
    ],
)
def test_a_range_is_read_as_the_standard_says(header: str | None, found: tuple[int, int] | None) -> None:
    assert wanted_range(header, 100) == found


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=-0"])
def test_a_range_beyond_the_end_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(ValueError, match=r"beyond|empty"):
        wanted_range(header, 100)


@pytest.mark.parametrize(
    ("header", "known"),
    [
        (None, False),
        ('"b"', True),
        ('W/"b"', True),
        ('"a", W/"b"', True),
        ("*", True),
        ('"bb"', False),
        ("b", False),
        ("", False),
    ],
)
def test_what_a_client_has_already_is_known_as_the_standard_says(header: str | None, known: bool) -> None:
    assert has_already(header, '"b"') is known


def test_a_player_gets_exactly_the_bytes_it_asks_for(door: RunningDoor, mongod: Mongod, token_of: Tokens) -> None:
    blobs = GridFSBlobStore(mongod.uri("media"))
    blob_id = blobs.put(SOUND, content_type="audio/mpeg", name="a.mp3")
    blobs.close()
    path = f"/media/audio/{blob_id}/nu"
    with door.client(token_of()) as player:
        whole = player.get(path)
        part = player.get(path, headers={"Range": "bytes=300000-300099"})
        known = player.get(path, headers={"If-None-Match": whole.headers["etag"]})
        beyond = player.get(path, headers={"Range": f"bytes={len(SOUND)}-"})
        missing = player.get(f"/media/audio/{blob_id}/nam")
    assert (whole.status_code, whole.content) == (200, SOUND)
    assert (part.status_code, part.content) == (206, SOUND[300000:300100])
    assert part.headers["content-range"] == f"bytes 300000-300099/{len(SOUND)}"
    assert known.status_code == 304
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(SOUND)}")
    assert missing.status_code == 404


def test_beside_the_sound_stands_when_each_word_is_heard_and_it_is_asked_for_anew_each_time(
    door: RunningDoor, mongod: Mongod, token_of: Tokens
) -> None:
    blobs = GridFSBlobStore(mongod.uri("media"))
    untimed = blobs.put(SOUND, content_type="audio/mpeg", name="a.mp3")
    written = b'{"version":1,"words":[[0,0,3,0,250]]}'
    timed = blobs.put(written, content_type="application/json", name="a.json", blob_id=f"timed-{untimed}")
    blobs.close()
    with door.client(token_of()) as player:
        words = player.get(f"/media/audio/{timed}/nu/words")
        known = player.get(f"/media/audio/{timed}/nu/words", headers={"If-None-Match": words.headers["etag"]})
        older = player.get(f"/media/audio/{untimed}/nu/words")
        missing = player.get(f"/media/audio/{timed}/nam/words")
    assert words.json()["words"] == [[0, 0, 3, 0, 250]]
    assert words.headers["content-type"] == "application/json"
    assert words.headers["cache-control"] == "private, no-cache"
    assert known.status_code == 304
    assert (older.status_code, missing.status_code) == (404, 404)


def test_words_are_for_nobody_who_is_not_known(door: RunningDoor) -> None:
    with door.client() as stranger:
        assert stranger.get("/media/audio/a1/nu/words").status_code == 401


def test_what_is_open_to_everybody_is_heard_without_an_account_and_asked_for_anew_each_time(
    door: RunningDoor, mongod: Mongod
) -> None:
    blobs = GridFSBlobStore(mongod.uri("media"))
    blob_id = blobs.put(SOUND, content_type="audio/mpeg", name="a.mp3")
    blobs.close()
    path = f"/public/audio/{blob_id}/nu.mp3"
    with door.client() as app:
        whole = app.get(path)
        head = app.head(path)
        part = app.get(path, headers={"Range": "bytes=300000-300099"})
        known = app.get(path, headers={"If-None-Match": whole.headers["etag"]})
        closed = app.get(f"/public/audio/{blob_id}/nam.mp3")
        of_members = app.get(f"/media/audio/{blob_id}/nu")
    assert (whole.status_code, whole.content) == (200, SOUND)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(SOUND)))
    assert (part.status_code, part.content) == (206, SOUND[300000:300100])
    assert known.status_code == 304
    assert whole.headers["cache-control"] == "public, no-cache"
    assert "set-cookie" not in whole.headers
    assert (closed.status_code, of_members.status_code) == (404, 401)


def test_the_feed_of_the_podcast_is_there_without_an_account(door: RunningDoor) -> None:
    with door.client() as app:
        feed = app.get("/public/podcast.xml")
        known = app.get("/public/podcast.xml", headers={"If-None-Match": feed.headers["etag"]})
    assert feed.status_code == 200
    assert feed.headers["content-type"].startswith("application/rss+xml")
    assert b"/public/audio/a1/nu.mp3" in feed.content
    assert known.status_code == 304
