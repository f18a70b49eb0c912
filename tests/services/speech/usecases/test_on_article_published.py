from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pytest

from deploy.local.mongod import MEDIA, Mongod
from services.speech.engines.choose import Engines
from services.speech.engines.narrator import Narrator, Recording
from services.speech.engines.piper import Piper
from services.speech.rules.errors import NoVoiceEngine
from services.speech.store.audio import ArticleAudio
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from shared.contracts import parse
from shared.contracts.content import ArticlePublished
from shared.store import BlobNotFound, GridFSBlobStore
from tests.services.speech.conftest import COMMUNE, blob_ids, withdrawal

pytestmark = pytest.mark.usefixtures("store")
Make = Callable[..., ArticlePublished]


def events() -> list[Any]:
    return [
        parse(bytes(item["body"]), "test").data for row in ArticleAudio.objects.order_by("id") for item in row.outbox
    ]


def states() -> list[tuple[int, str, str]]:
    rows = ArticleAudio.objects.order_by("article_version", "-voice")
    return [(row.article_version, row.voice, row.state) for row in rows]


class Killed(BaseException):
    """The process ends here."""


class DiesAfterPut(GridFSBlobStore):
    def put(self, content: bytes | BinaryIO, *, content_type: str, name: str, blob_id: str | None = None) -> str:
        super().put(content, content_type=content_type, name=name, blob_id=blob_id)
        raise Killed


class Meanwhile(Narrator):
    """Something else happens while the text is being read."""

    def __init__(self, narrator: Narrator, happening: Callable[[], None]) -> None:
        super().__init__(narrator.reader, narrator.engines)
        self._happening = happening

    def record(self, title: str, paragraphs: Sequence[str], voice: str) -> Recording:
        recording = super().record(title, paragraphs, voice)
        self._happening()
        return recording


def test_an_article_is_read_by_a_woman_and_a_man_and_both_are_told(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_published(article(), narrator, blobs)
    assert states() == [(1, "nu-bac", "ready"), (1, "nam-bac", "ready")]
    rows = list(ArticleAudio.objects)
    for row in rows:
        stored = blobs.stat(row.blob_id)
        assert stored.content_type == "audio/mpeg"
        assert stored.length == row.bytes
        assert 3 < row.seconds < 8
        assert row.engine.startswith("espeak-ng")
        assert row.report["reasons"] == []
    told = events()
    assert {(event.TYPE, event.voice, event.audience, event.fallback) for event in told} == {
        ("speech.audio_ready.v1", "nu-bac", COMMUNE, False),
        ("speech.audio_ready.v1", "nam-bac", COMMUNE, False),
    }
    assert {event.audio_id for event in told} == {row.id for row in rows}


def test_an_event_delivered_again_makes_no_second_audio(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_published(article(), narrator, blobs)
    before = [row.to_mongo() for row in ArticleAudio.objects.order_by("id")]
    on_article_published(article(), narrator, blobs)
    assert [row.to_mongo() for row in ArticleAudio.objects.order_by("id")] == before
    assert len(blob_ids(blobs)) == 2


def test_a_worker_killed_between_blob_and_row_leaves_nothing_double(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, mongod: Mongod
) -> None:
    dying = DiesAfterPut(mongod.uri(MEDIA))
    for _ in range(3):
        with pytest.raises(Killed):
            on_article_published(article(), narrator, dying)
    dying.close()
    assert states() == [(1, "nu-bac", "preparing")]
    on_article_published(article(), narrator, blobs)
    assert states() == [(1, "nu-bac", "ready"), (1, "nam-bac", "ready")]
    assert blob_ids(blobs) == sorted(row.blob_id for row in ArticleAudio.objects)
    assert all(blobs.stat(row.blob_id).length == row.bytes for row in ArticleAudio.objects)
    assert len(events()) == 2


def test_a_text_of_symbols_fails_with_its_code_and_is_not_tried_for_ever(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    symbols = article(title="🎉", paragraphs=["***", "😀 😀"])
    on_article_published(symbols, narrator, blobs)
    assert states() == [(1, "nu-bac", "failed"), (1, "nam-bac", "failed")]
    assert [(event.TYPE, event.code) for event in events()] == [("speech.audio_failed.v1", "speech.nothing_to_say")] * 2
    on_article_published(symbols, narrator, blobs)
    assert len(events()) == 2
    assert blob_ids(blobs) == []


def test_without_an_engine_the_article_waits_instead_of_failing(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, tmp_path: Path
) -> None:
    silent = Narrator(narrator.reader, Engines(["piper"], {"piper": lambda: Piper(tmp_path)}))
    with pytest.raises(NoVoiceEngine):
        on_article_published(article(), silent, blobs)
    assert states() == [(1, "nu-bac", "preparing")]
    on_article_published(article(), narrator, blobs)
    assert {state for _, _, state in states()} == {"ready"}


def test_a_newer_version_replaces_the_older_and_its_sound(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_published(article(1), narrator, blobs)
    on_article_published(article(3, title="Tin chi bộ đã sửa"), narrator, blobs)
    assert states() == [
        (1, "nu-bac", "replaced"),
        (1, "nam-bac", "replaced"),
        (3, "nu-bac", "ready"),
        (3, "nam-bac", "ready"),
    ]
    assert blob_ids(blobs) == sorted(row.id for row in ArticleAudio.objects(article_version=3))


def test_an_older_version_that_arrives_late_is_not_read(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_published(article(3), narrator, blobs)
    on_article_published(article(1), narrator, blobs)
    assert states() == [(3, "nu-bac", "ready"), (3, "nam-bac", "ready")]


def test_a_withdrawn_article_loses_its_sound(article: Make, narrator: Narrator, blobs: GridFSBlobStore) -> None:
    on_article_published(article(1), narrator, blobs)
    for _ in range(2):
        on_article_withdrawn(withdrawal(2), blobs)
    assert states() == [(1, "nu-bac", "withdrawn"), (1, "nam-bac", "withdrawn")]
    assert blob_ids(blobs) == []
    assert all(row.blob_id is None for row in ArticleAudio.objects)


def test_a_withdrawal_that_overtakes_the_publication_keeps_the_article_silent(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_withdrawn(withdrawal(2), blobs)
    on_article_published(article(1), narrator, blobs)
    assert {state for _, _, state in states()} == {"withdrawn"}
    assert blob_ids(blobs) == []
    assert events() == []


def test_a_withdrawal_while_the_text_is_being_read_wins(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    interrupted = Meanwhile(narrator, lambda: on_article_withdrawn(withdrawal(2), blobs))
    on_article_published(article(1), interrupted, blobs)
    assert {state for _, _, state in states()} == {"withdrawn"}
    assert blob_ids(blobs) == []
    assert events() == []


def test_an_article_published_again_after_a_withdrawal_is_read(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_published(article(1), narrator, blobs)
    on_article_withdrawn(withdrawal(2), blobs)
    on_article_published(article(4), narrator, blobs)
    assert states()[2:] == [(4, "nu-bac", "ready"), (4, "nam-bac", "ready")]
    assert len(blob_ids(blobs)) == 2


def test_two_deliveries_at_once_end_in_one_audio(article: Make, narrator: Narrator, blobs: GridFSBlobStore) -> None:
    twice = Meanwhile(narrator, lambda: on_article_published(article(1), narrator, blobs))
    on_article_published(article(1), twice, blobs)
    assert states() == [(1, "nu-bac", "ready"), (1, "nam-bac", "ready")]
    assert len(events()) == 2
    for row in ArticleAudio.objects:
        try:
            assert blobs.stat(row.blob_id).length == row.bytes
        except BlobNotFound:
            pytest.fail("the audio that is ready has lost its blob")


def test_the_report_of_the_checks_is_kept_with_the_audio(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_published(article(), narrator, blobs)
    row = ArticleAudio.objects(voice="nu-bac").get()
    assert -17 < row.report["loudness"] < -15
    assert row.reader == narrator.reader.version
    assert msgspec.json.encode(row.report)
