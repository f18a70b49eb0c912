"""What the listener and the operator are told when another engine reads than the first choice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from services.speech.engines.start import start_narrator
from services.speech.queries.audio_of import AudioOf, audio_of
from services.speech.settings import VoiceSettings, load
from services.speech.store import audio as audios
from services.speech.store.audio import ArticleAudio
from services.speech.usecases.on_article_published import on_article_published
from shared.contracts import parse
from shared.contracts.content import ArticlePublished
from shared.store import GridFSBlobStore
from shared.usecase import Context
from tests.services.speech.voice_server import voice_server, wav_of

pytestmark = pytest.mark.usefixtures("store")


def test_a_voice_that_fails_the_checks_is_read_by_the_next_engine_and_every_place_says_so(
    article: Callable[..., ArticlePublished],
    blobs: GridFSBlobStore,
    as_member: Callable[..., Context],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with voice_server() as server:
        settings = {
            "SOTAY_SPEECH_ENGINES": "http,espeak",
            "SOTAY_SPEECH_HTTP_URL": server.url,
            "SOTAY_SPEECH_VOICES": "nu-nam,nu-bac",
        }
        narrator = start_narrator(load(VoiceSettings, settings))
        server.answer = wav_of(b"\0" * 44_100)
        on_article_published(article(), narrator, blobs)
    rows = {row.voice: row for row in ArticleAudio.objects}
    assert rows.keys() == {"nu-nam", "nu-bac"}
    assert all(row.fallback and row.engine.startswith("espeak-ng") for row in rows.values())
    told = [parse(bytes(row.outbox[0]["body"]), "test").data for row in rows.values()]
    assert all(event.fallback for event in told)
    heard = audio_of(AudioOf(article_id="a1"), as_member())
    assert [item.fallback for item in heard.items] == [True, True]
    assert audios.count_fallbacks() == 2
    assert "audio_retold" in capsys.readouterr().out
