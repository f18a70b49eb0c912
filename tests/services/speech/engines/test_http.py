"""The engine that asks another machine, against a real server on loopback."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from services.speech.engines import http as http_engine
from services.speech.engines.choose import RETRY_SECONDS, Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.http import Http
from services.speech.engines.start import start_narrator
from services.speech.engines.synthesiser import EngineNotReady
from services.speech.rules.errors import EngineFailed, NoVoiceEngine
from services.speech.settings import VoiceSettings, load
from shared.contracts.content import Block
from tests.services.speech.voice_server import VoiceServer, voice_server, wav_of

TEXT = "chi bộ học tập nghị quyết."
BLOCKS = [Block(text="Sáng 3/2, chi bộ thôn Bình Minh họp thường kỳ, có 27/30 đảng viên dự.")]


@pytest.fixture
def server() -> Iterator[VoiceServer]:
    with voice_server() as running:
        yield running


def test_the_words_go_out_and_speech_comes_back(server: VoiceServer) -> None:
    engine = Http(server.url)
    audio = engine.synthesise(TEXT, "nu-bac")
    assert engine.name == "http another 1.0"
    assert engine.voices == {"nu-bac", "nam-bac"}
    assert server.asked == [{"text": TEXT, "voice": "nu-bac"}]
    assert audio.rate == 22_050
    assert len(audio.samples) == len(Espeak().synthesise(TEXT, "nu-bac").samples)
    assert 0.1 < np.abs(audio.samples).max() <= 1


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>busy</html>", wav_of(b""), wav_of(b"\0" * 8, channels=2), wav_of(b"\0" * 8, width=1),
     wav_of(b"\0" * 8, rate=96_000), wav_of(b"\0" * 800)[:20]],
    ids=["nothing", "a page", "no sound", "stereo", "eight bits", "96 kHz", "half a head"],
)  # fmt: skip
def test_what_is_no_speech_is_refused(server: VoiceServer, answer: bytes) -> None:
    engine = Http(server.url)
    server.answer = answer
    with pytest.raises(EngineFailed) as refused:
        engine.synthesise(TEXT, "nu-bac")
    assert refused.value.details["engine"] == "http another 1.0"


@pytest.mark.parametrize("status", [204, 302, 404, 500])
def test_another_status_is_refused_and_a_redirect_is_not_followed(server: VoiceServer, status: int) -> None:
    engine = Http(server.url)
    server.status, server.answer = status, b""
    with pytest.raises(EngineFailed) as refused:
        engine.synthesise(TEXT, "nu-bac")
    assert f"status {status}" in refused.value.details["reason"]


def test_an_answer_without_end_is_cut(server: VoiceServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_engine, "LARGEST_ANSWER", 4_096)
    engine = Http(server.url)
    server.answer = wav_of(b"\0" * 10_000)
    with pytest.raises(EngineFailed, match="engine_failed") as refused:
        engine.synthesise(TEXT, "nu-bac")
    assert "more than 4096 bytes" in refused.value.details["reason"]


def test_one_that_drips_is_not_waited_for_beyond_the_time_allowed(server: VoiceServer) -> None:
    engine = Http(server.url, seconds=0.3)
    server.drip = 0.05
    with pytest.raises(EngineFailed):
        engine.synthesise(TEXT, "nu-bac")
    assert not server.stopped.is_set()


def test_one_that_hangs_up_in_the_middle_is_refused(server: VoiceServer) -> None:
    engine = Http(server.url)
    server.announced = 50_000
    server.answer = wav_of(b"\1" * 1_000)
    with pytest.raises(EngineFailed):
        engine.synthesise(TEXT, "nu-bac")


@pytest.mark.parametrize("url", ["ftp://x", "http://", "http://user:word@host", "host:80", "http://127.0.0.1:1"])
def test_an_address_that_cannot_be_is_one_sentence_for_readiness(url: str) -> None:
    with pytest.raises(EngineNotReady):
        Http(url)


def test_one_without_a_voice_of_ours_is_not_ready(server: VoiceServer) -> None:
    server.voices = ["robot"]
    with pytest.raises(EngineNotReady, match="không có giọng nào"):
        Http(server.url)


def configured(server: VoiceServer, folder: Path, **more: str) -> VoiceSettings:
    environment = {
        "SOTAY_SPEECH_ENGINES": "http,espeak",
        "SOTAY_SPEECH_HTTP_URL": server.url,
        "SOTAY_SPEECH_VOICE_FOLDER": str(folder),
    }
    return load(VoiceSettings, environment | more)


def test_a_whole_article_is_read_by_the_other_machine(server: VoiceServer, tmp_path: Path) -> None:
    recording = start_narrator(configured(server, tmp_path)).record("Tin chi bộ", BLOCKS, "nu-bac")
    assert recording.engine == "http another 1.0"
    assert not recording.fallback
    assert recording.report.passed


def test_when_it_fails_in_the_middle_the_next_engine_reads_the_whole(server: VoiceServer, tmp_path: Path) -> None:
    narrator = start_narrator(configured(server, tmp_path))
    server.answer = b"broken"
    recording = narrator.record("Tin chi bộ", BLOCKS, "nu-bac")
    assert recording.engine.startswith("espeak-ng")
    assert recording.fallback


def test_alone_its_failure_is_an_outage_and_not_a_fault_of_the_text(server: VoiceServer, tmp_path: Path) -> None:
    narrator = start_narrator(configured(server, tmp_path, SOTAY_SPEECH_ENGINES="http"))
    server.answer = b"broken"
    with pytest.raises(EngineFailed) as failed:
        narrator.record("Tin chi bộ", BLOCKS, "nu-bac")
    assert failed.value.kind == "unavailable"


def test_a_recording_that_fails_the_checks_is_made_again_by_the_next_engine(
    server: VoiceServer, tmp_path: Path
) -> None:
    noise = np.random.default_rng(3).normal(0, 3_000, 22_050 * 3).astype("<i2").tobytes()
    server.answer = wav_of(noise)
    recording = start_narrator(configured(server, tmp_path)).record("Tin chi bộ", BLOCKS, "nu-bac")
    assert (recording.engine.split()[0], recording.fallback, recording.report.passed) == ("espeak-ng", True, True)


def test_one_voice_may_have_another_first_choice(server: VoiceServer, tmp_path: Path) -> None:
    settings = configured(server, tmp_path, SOTAY_SPEECH_VOICE_ENGINES="nam-bac=espeak")
    engines = start_narrator(settings).engines
    man, woman = engines.choose("nam-bac"), engines.choose("nu-bac")
    assert (man.engine.name.split()[0], man.fallback) == ("espeak-ng", False)
    assert (woman.engine.name.split()[0], woman.fallback) == ("http", False)


def test_a_machine_that_went_away_and_came_back_is_noticed_without_a_restart(server: VoiceServer) -> None:
    now = [0.0]
    makers = {"http": lambda: Http(server.url), "espeak": Espeak}
    engines = Engines(["http", "espeak"], makers, seconds=lambda: now[0])
    assert engines.complete
    server.status = 503
    now[0] += RETRY_SECONDS
    assert engines.choose("nu-bac").fallback
    assert "http: Bộ đọc qua mạng không trả lời đúng" in engines.status
    server.status = 200
    now[0] += RETRY_SECONDS
    assert not engines.choose("nu-bac").fallback
    assert engines.complete


def test_without_the_engine_that_failed_nobody_may_be_left(server: VoiceServer) -> None:
    engines = Engines(["http"], {"http": lambda: Http(server.url)})
    with pytest.raises(NoVoiceEngine):
        engines.without(engines.choose("nu-bac").engine).choose("nu-bac")
