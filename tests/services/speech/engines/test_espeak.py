from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from services.speech.engines.espeak import ESPEAK_VOICES, Espeak, _Library
from services.speech.engines.synthesiser import EngineNotReady
from services.speech.rules.spread import Samples
from services.speech.rules.voices import VOICES

TEXT = "chi bộ học tập nghị quyết, ngày ba tháng hai."


def pitch(samples: Samples, rate: int) -> float:
    """The strongest period of the loudest part, in hertz."""
    middle = int(np.argmax(np.abs(samples)))
    part = samples[max(0, middle - rate // 20) : middle + rate // 20]
    correlation = np.correlate(part, part, "full")[len(part) - 1 :]
    shortest, longest = rate // 300, rate // 60
    return rate / (shortest + int(np.argmax(correlation[shortest:longest])))


def test_every_voice_of_the_catalogue_is_spoken() -> None:
    engine = Espeak()
    assert engine.voices == set(VOICES) == set(ESPEAK_VOICES)
    for voice in VOICES:
        audio = engine.synthesise(TEXT, voice)
        assert 2 < len(audio.samples) / audio.rate < 6
        assert np.abs(audio.samples).max() > 0.1


def test_the_womans_voice_is_higher_than_the_mans() -> None:
    engine = Espeak()
    woman, man = (engine.synthesise("a a a a a.", voice) for voice in ("nu-bac", "nam-bac"))
    assert pitch(woman.samples, woman.rate) > 1.3 * pitch(man.samples, man.rate)


def test_regions_sound_different() -> None:
    engine = Espeak()
    sounds = {engine.synthesise(TEXT, voice).samples.tobytes() for voice in ("nu-bac", "nu-trung", "nu-nam")}
    assert len(sounds) == 3


def test_every_word_has_its_time_in_order() -> None:
    audio = Espeak().synthesise(TEXT, "nu-bac")
    times = audio.word_times
    assert len(times) == len(TEXT.split())
    assert all(first.end <= second.start + 1e-9 for first, second in pairwise(times))
    assert all(0.05 < time.end - time.start < 0.9 for time in times)


def test_a_library_that_is_not_there_is_one_readiness_sentence(tmp_path: Path) -> None:
    with pytest.raises(EngineNotReady, match="Không nạp được thư viện espeak-ng"):
        _Library(tmp_path / "libespeak-ng.so")
