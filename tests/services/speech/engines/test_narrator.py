import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile

from services.speech.engines.assemble import CEILING, encode_mp3
from services.speech.engines.choose import Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.narrator import LONGEST_TEXT, Narrator
from services.speech.engines.piper import Piper
from services.speech.engines.reader import load_reader
from services.speech.engines.synthesiser import Audio
from services.speech.rules.errors import NothingToSay, SpeechNotGoodEnough, TextTooLong
from services.speech.rules.gates import loudness
from shared.contracts.content import Block
from tests.services.speech.joined import joined, track_of
from tests.services.speech.tiny_voice import make_tiny_voice

TITLE = "Chi bộ thôn Bình Minh học tập Nghị quyết số 57-NQ/TW"
PARAGRAPHS = [
    "Sáng 03/02/2026, chi bộ tổ chức sinh hoạt chuyên đề quý I. Tham dự có 27/30 đảng viên, đạt 90%.",
    "Chi bộ thống nhất phân công từng đảng viên giúp đỡ 05 hộ còn khó khăn.",
]
BLOCKS = [Block(text=paragraph) for paragraph in PARAGRAPHS]


def narrator(**makers: object) -> Narrator:
    return Narrator(load_reader(), Engines(list(makers), makers))  # type: ignore[arg-type]


def decoded(mp3: bytes) -> tuple[np.ndarray, int]:
    return soundfile.read(io.BytesIO(mp3), dtype="float32")


@pytest.mark.parametrize("voice", ["nu-bac", "nam-bac"])
def test_an_article_becomes_an_even_mp3_that_can_be_decoded(voice: str) -> None:
    recording = narrator(espeak=Espeak).record(TITLE, BLOCKS, voice)
    samples, rate = decoded(recording.mp3)
    assert rate == 22_050
    assert samples.ndim == 1
    assert abs(len(samples) / rate - recording.seconds) < 0.2
    assert abs(len(recording.mp3) * 8 / recording.seconds - 48_000) < 2_000
    assert abs(loudness(samples, rate) + 16) < 0.35
    assert recording.report.passed


def test_piper_reads_the_whole_article_too(tmp_path: Path) -> None:
    make_tiny_voice(tmp_path)
    recording = narrator(piper=lambda: Piper(tmp_path), espeak=Espeak).record(TITLE, BLOCKS, "nu-bac")
    assert recording.engine.startswith("piper")
    assert not recording.fallback
    assert recording.report.passed


def test_the_same_pieces_give_the_same_bytes() -> None:
    audio = Espeak().synthesise("chi bộ họp.", "nu-bac")
    track = track_of((audio, 0.4), (audio, 0.4))
    first, second = (encode_mp3(track.levelled(), track.rate) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("paragraphs", [[], ["😀 🎉", "***"], ["—", "…"]])
def test_a_text_without_words_is_refused_for_good(paragraphs: list[str]) -> None:
    with pytest.raises(NothingToSay):
        narrator(espeak=Espeak).record("!!!", [Block(text=text) for text in paragraphs], "nu-bac")


def test_symbols_between_words_are_skipped() -> None:
    recording = narrator(espeak=Espeak).record("Tin vui 🎉", [Block(text="😀"), Block(text="Chi bộ họp.")], "nu-bac")
    assert recording.seconds > 1


def test_a_text_too_long_for_one_recording_is_refused_before_any_work() -> None:
    with pytest.raises(TextTooLong):
        narrator(espeak=Espeak).record("Tin", [Block(text="a" * LONGEST_TEXT)], "nu-bac")


@dataclass
class Broken:
    """An engine gone wrong; it stands for one on the other side of our interface."""

    samples: np.ndarray
    name: str = "broken"
    voices: frozenset[str] = frozenset({"nu-bac"})

    def synthesise(self, _text: str, _voice: str) -> Audio:
        return Audio(self.samples, 22_050)


def test_noise_instead_of_speech_is_not_published_and_the_reason_is_told() -> None:
    noise = np.random.default_rng(3).normal(0, 0.1, 22_050 * 4).astype(np.float32)
    with pytest.raises(SpeechNotGoodEnough) as refused:
        narrator(broken=lambda: Broken(noise)).record(TITLE, BLOCKS, "nu-bac")
    assert "speech.noise" in refused.value.details["reasons"]


def test_silence_instead_of_speech_is_not_published() -> None:
    with pytest.raises(SpeechNotGoodEnough):
        narrator(broken=lambda: Broken(np.zeros(22_050, np.float32))).record(TITLE, BLOCKS, "nu-bac")


def test_pauses_are_as_long_as_asked_whatever_silence_the_engine_added() -> None:
    tone = (0.3 * np.sin(2 * np.pi * 440 * np.arange(22_050) / 22_050)).astype(np.float32)
    padded = np.concatenate([np.zeros(22_050, np.float32), tone, np.zeros(22_050, np.float32)])
    track = track_of((Audio(padded, 22_050), 0.5), (Audio(tone, 22_050), 0.25))
    assert abs(track.seconds - (1 + 0.5 + 1 + 0.25)) < 0.12


def test_a_single_loud_peak_is_limited_and_not_clipped() -> None:
    rate = 22_050
    quiet = 0.02 * np.sin(2 * np.pi * 300 * np.arange(rate * 3) / rate)
    quiet[rate] = 0.9
    _, samples = joined((Audio(quiet.astype(np.float32), rate), 0.1))
    assert np.abs(samples).max() <= CEILING + 1e-6
    assert abs(loudness(samples, rate) + 16) < 1.5


def test_a_long_track_is_levelled_without_a_seam() -> None:
    rate = 8_000
    wave = 0.4 * np.sin(2 * np.pi * 200 * np.arange(rate * 70) / rate)
    _, samples = joined((Audio(wave.astype(np.float32), rate), 0.0))
    steps = np.abs(np.diff(samples))
    seams = [steps[second * rate - 5 : second * rate + 5].max() for second in (30, 60)]
    assert max(seams) <= 1.05 * np.median(np.sort(steps)[-rate:])
    assert abs(loudness(samples, rate) + 16) < 0.5


def test_pieces_of_different_rates_are_never_joined() -> None:
    tone = np.ones(4_000, np.float32) * np.float32(0.1)
    with pytest.raises(ValueError, match="one rate"):
        track_of((Audio(tone, 22_050), 0), (Audio(tone, 16_000), 0))


def test_an_empty_track_still_encodes() -> None:
    assert isinstance(encode_mp3(track_of((Audio(np.zeros(0, np.float32), 22_050), 0.0)).levelled(), 22_050), bytes)
