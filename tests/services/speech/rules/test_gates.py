import numpy as np
import pytest

from services.speech.engines.espeak import Espeak
from services.speech.rules.gates import check
from services.speech.rules.spread import Samples
from tests.services.speech.joined import joined

RATE = 22_050
TEXT = "chi bộ tổ chức sinh hoạt chuyên đề và phân công đảng viên giúp đỡ các hộ còn khó khăn trong năm nay."
SYLLABLES = len(TEXT.split())


@pytest.fixture(scope="module")
def speech() -> Samples:
    return joined((Espeak().synthesise(TEXT, "nu-bac"), 0.3))[1]


def test_real_speech_passes(speech: Samples) -> None:
    report = check(speech, RATE, SYLLABLES)
    assert report.passed, report
    assert 3.0 <= report.syllables_per_second <= 5.0


def test_speech_that_stops_half_way_is_too_fast_for_its_text(speech: Samples) -> None:
    assert "speech.too_fast" in check(speech[: len(speech) // 2], RATE, SYLLABLES).reasons


def test_speech_that_goes_on_without_text_is_too_slow(speech: Samples) -> None:
    assert "speech.too_slow" in check(np.tile(speech, 4), RATE, SYLLABLES).reasons


def test_white_noise_is_caught_by_its_spectrum(speech: Samples) -> None:
    noise = np.random.default_rng(7).normal(0, 0.15, len(speech)).astype(np.float32)
    assert "speech.noise" in check(noise, RATE, SYLLABLES).reasons


def test_a_hum_is_not_a_voice(speech: Samples) -> None:
    seconds = np.arange(len(speech)) / RATE
    hum = (0.3 * np.sin(2 * np.pi * 50 * seconds)).astype(np.float32)
    assert "speech.not_a_voice" in check(hum, RATE, SYLLABLES).reasons


def test_a_hole_in_the_middle_is_a_long_gap(speech: Samples) -> None:
    half = len(speech) // 2
    torn = np.concatenate([speech[:half], np.zeros(3 * RATE, np.float32), speech[half:]])
    assert "speech.long_gap" in check(torn, RATE, SYLLABLES).reasons


def test_mostly_silence_is_caught(speech: Samples) -> None:
    quiet = np.concatenate([np.concatenate([part, np.zeros(RATE, np.float32)]) for part in np.array_split(speech, 6)])
    assert "speech.too_silent" in check(quiet, RATE, SYLLABLES).reasons


def test_clipping_and_loudness_are_caught(speech: Samples) -> None:
    assert {"speech.clipped", "speech.too_loud"} <= set(
        check(np.clip(speech * 30, -1, 1).astype(np.float32), RATE, SYLLABLES).reasons
    )
    assert "speech.too_quiet" in check(speech * np.float32(0.3), RATE, SYLLABLES).reasons


@pytest.mark.parametrize("seconds", [0, 0.01, 2])
def test_empty_and_silent_audio_fail_without_a_crash(seconds: float) -> None:
    assert not check(np.zeros(int(seconds * RATE), np.float32), RATE, 4).passed


def test_the_pace_of_two_words_is_not_judged() -> None:
    track, samples = joined((Espeak().synthesise("chi bộ.", "nu-bac"), 2.0))
    assert not {"speech.too_slow", "speech.too_fast"} & set(check(samples, track.rate, 2).reasons)
