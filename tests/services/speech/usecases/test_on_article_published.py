import json
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
from services.speech.store import audio as audios
from services.speech.store.audio import ArticleAudio
from services.speech.store.segments import SpokenSegment
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from shared.contracts import parse
from shared.contracts.content import ArticlePublished, Block
from shared.heavy import Unfinished
from shared.outbox import ChangedByAnother
from shared.store import BlobNotFound, GridFSBlobStore
from tests.services.speech.conftest import COMMUNE, WRITTEN, Counted, blob_ids, withdrawal

pytestmark = pytest.mark.usefixtures("store")
Make = Callable[..., ArticlePublished]


def events() -> list[Any]:
    return [
        parse(bytes(item["body"]), "test").data for row in ArticleAudio.objects.order_by("id") for item in row.outbox
    ]


def states() -> list[tuple[int, str, str]]:
    rows = ArticleAudio.objects.order_by("article_version", "-voice")
    return [(row.article_version, row.voice, row.state) for row in rows]


def blobs_named(**which: Any) -> list[str]:
    return sorted(blob for row in ArticleAudio.objects(**which) for blob in (row.blob_id, row.timings_id))


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

    def record(self, title: str, blocks: Sequence[Block], voice: str, *rest: Any, **named: Any) -> Recording:
        recording = super().record(title, blocks, voice, *rest, **named)
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
    assert len(blob_ids(blobs)) == 4  # sound and timings of two voices


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
    assert blob_ids(blobs) == blobs_named()
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
    assert blob_ids(blobs) == blobs_named(article_version=3)


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
    assert len(blob_ids(blobs)) == 4  # sound and timings of two voices


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


LONG = [f"Mục {number}: chi bộ bàn việc thứ {number} và phân công đảng viên thực hiện." for number in range(1, 9)]


def die() -> None:
    raise Killed


def test_a_corrected_article_costs_only_the_corrected_paragraph(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore
) -> None:
    on_article_published(article(1, paragraphs=LONG), counting, blobs)
    engine.said.clear()
    on_article_published(article(2, paragraphs=[*LONG[:3], "Mục 4: chi bộ hoãn việc này.", *LONG[4:]]), counting, blobs)
    assert [(voice, "hoãn" in text) for voice, text in engine.said] == [("nu-bac", True), ("nam-bac", True)]


def test_a_worker_killed_in_the_middle_goes_on_at_the_segment(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore
) -> None:
    long = article(paragraphs=LONG)
    engine.at = {5: die, 12: die}
    for _ in range(2):
        with pytest.raises(Killed):
            on_article_published(long, counting, blobs)
    on_article_published(long, counting, blobs)
    assert {state for _, _, state in states()} == {"ready"}
    assert len(set(engine.said)) == 2 * 9
    assert len(engine.said) == 2 * 9 + 2  # what was being said at each kill is said again


def test_a_withdrawal_in_the_middle_stops_before_the_next_segment_and_leaves_no_sound(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore
) -> None:
    engine.at = {4: lambda: on_article_withdrawn(withdrawal(2), blobs)}
    on_article_published(article(1, paragraphs=LONG), counting, blobs)
    assert len(engine.said) == 4
    assert {state for _, _, state in states()} == {"withdrawn"}
    assert blob_ids(blobs) == []
    assert SpokenSegment.objects.count() == 0
    assert events() == []


def test_a_newer_version_in_the_middle_ends_the_older(
    article: Make, counting: Narrator, engine: Counted, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    engine.at = {4: lambda: on_article_published(article(2), narrator, blobs)}
    on_article_published(article(1, paragraphs=LONG), counting, blobs)
    assert len(engine.said) == 4
    assert {state for version, _, state in states() if version == 1} == {"replaced"}
    assert {state for version, _, state in states() if version == 2} == {"ready"}
    assert blob_ids(blobs) == blobs_named(article_version=2)


def test_a_long_text_gives_up_its_turn_after_each_slice_and_tells_how_far_it_is(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore
) -> None:
    turns, told = 0, []
    while True:
        try:
            on_article_published(article(paragraphs=LONG), counting, blobs, slice_seconds=0)
            break
        except Unfinished:
            turns += 1
            row = ArticleAudio.objects(state="preparing").first()
            told.append((row.voice, row.segments_said, row.segments))
    assert turns == 2 * 8
    assert told[:3] == [("nu-bac", 1, 9), ("nu-bac", 2, 9), ("nu-bac", 3, 9)]
    assert len(engine.said) == 2 * 9
    assert {state for _, _, state in states()} == {"ready"}


def test_the_words_are_kept_beside_the_sound(article: Make, narrator: Narrator, blobs: GridFSBlobStore) -> None:
    on_article_published(article(), narrator, blobs)
    row = ArticleAudio.objects(voice="nu-bac").get()
    kept = json.loads(b"".join(blobs.open_range(row.timings_id)))
    texts = ["Tin chi bộ", *WRITTEN]
    assert kept["version"] == 1
    assert " ".join(texts[block][first:last] for block, first, last, _, _ in kept["words"]) == " ".join(texts)
    assert kept["words"][-1][4] <= row.seconds * 1000


def test_one_who_claimed_it_and_died_leaves_it_to_the_next_try(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore
) -> None:
    def claimed_by_another() -> None:
        audios.claim(ArticleAudio.objects.get())

    engine.at = {3: claimed_by_another}
    with pytest.raises(ChangedByAnother):
        on_article_published(article(paragraphs=LONG), counting, blobs)
    assert states() == [(1, "nu-bac", "preparing")]
    on_article_published(article(paragraphs=LONG), counting, blobs)
    assert {state for _, _, state in states()} == {"ready"}
    assert blob_ids(blobs) == blobs_named()
