"""An article is published, spoken, and heard by those it is for, in the ranges a player asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from deploy.demo.story.actions import publish_article
from deploy.demo.story.door import Refused, Reply, Visitor
from deploy.demo.story.witness import Heard, Witness
from tests.stack import Province
from tests.system.problems import problem_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def published(stack: Province, witness: Witness) -> Reply:
    return publish_article(stack.visitor("bientap"), "ts/x01/", title="Tin của bài kiểm tra")


@pytest.fixture(scope="module")
def audio_ready(published: Reply, witness: Witness) -> Heard:
    return witness.wait_for("speech.audio_ready.v1", article_id=published["id"])


@pytest.fixture
def recording(published: Reply, audio_ready: Heard) -> str:
    return f"/media/audio/{published['id']}/{audio_ready.data['voice']}"


def test_the_recording_is_a_consequence_of_the_publishing_request(
    published: Reply, audio_ready: Heard, witness: Witness
) -> None:
    article = witness.wait_for("content.article_published.v1", article_id=published["id"])
    assert article.correlation_id == published.correlation_id
    assert audio_ready.correlation_id == published.correlation_id
    assert audio_ready.data["seconds"] > 1


def test_the_article_and_its_recording_are_there_for_a_member_of_the_subtree(
    published: Reply, audio_ready: Heard, member: Visitor
) -> None:
    assert published["id"] in [item["id"] for item in member.get("/articles")["items"]]
    assert member.get(f"/articles/{published['id']}")["title"] == "Tin của bài kiểm tra"
    audio = member.get(f"/articles/{published['id']}/audio")
    assert audio["state"] == "ready"
    assert audio_ready.data["voice"] in [item["voice"] for item in audio["items"]]


def test_a_member_elsewhere_neither_sees_the_article_nor_hears_it(
    published: Reply, recording: str, secretary: Visitor
) -> None:
    assert published["id"] not in [item["id"] for item in secretary.get("/articles")["items"]]
    with pytest.raises(Refused) as refused:
        secretary.get(f"/articles/{published['id']}")
    assert refused.value.status == 404
    problem_of(secretary.http.get(recording), 404)


def test_the_recording_comes_whole_and_in_the_ranges_that_a_player_asks_for(member: Visitor, recording: str) -> None:
    whole = member.http.get(recording)
    assert whole.status_code == 200
    assert whole.headers["content-type"] == "audio/mpeg"
    assert whole.headers["accept-ranges"] == "bytes"

    part = member.http.get(recording, headers={"Range": "bytes=1000-1999"})
    assert part.status_code == 206
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(whole.content)}"
    assert part.content == whole.content[1000:2000]

    beyond = member.http.get(recording, headers={"Range": f"bytes={len(whole.content)}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(whole.content)}"


def test_a_recording_that_the_player_already_has_is_not_sent_again(member: Visitor, recording: str) -> None:
    etag = member.http.get(recording, headers={"Range": "bytes=0-0"}).headers["etag"]
    again = member.http.get(recording, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""


def test_an_open_connection_is_told_of_the_article_by_its_id_alone(
    stack: Province, editor: Visitor, member: Visitor
) -> None:
    with member.http.stream("GET", "/live") as live:
        lines = live.iter_lines()
        next(lines)
        published = publish_article(editor, "ts/x01/c0101/")
        told = _data_of(lines, "article_published", published["id"])
    assert told == {"kind": "article_published", "article_id": published["id"]}


def _data_of(lines: Iterator[str], kind: str, article_id: str) -> dict[str, str]:
    event = ""
    for line in lines:
        if line.startswith("event:"):
            event = line.removeprefix("event:").strip()
        if line.startswith("data:") and event == kind and article_id in line:
            return dict(json.loads(line.removeprefix("data:")))
    raise AssertionError(f"the stream ended without {kind}")
