"""The real engine, its syntheses counted."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile

from services.speech.engines.assemble import trimmed
from services.speech.engines.choose import Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.narrator import Narrator
from services.speech.engines.piper import Piper
from services.speech.engines.reader import load_reader
from services.speech.engines.segment_cache import MemorySegments, key_of, pack, unpack
from services.speech.engines.synthesiser import Audio, WordTime
from shared.contracts.content import Block
from tests.services.speech.tiny_voice import make_tiny_voice, write_manifest

TITLE = "Chi bộ thôn Bình Minh họp thường kỳ"
FIRST = "Sáng 03/02/2026, chi bộ họp. Tham dự có 27/30 đảng viên."
SECOND = "Chi bộ phân công đảng viên giúp đỡ 05 hộ còn khó khăn."
THIRD = "Nghị quyết số 18-NQ/TW được quán triệt đến từng đảng viên."


class Counted(Espeak):
    """espeak-ng itself, with a list of what it was asked to say."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def synthesise(self, text: str, voice: str) -> Audio:
        self.said.append(text)
        return super().synthesise(text, voice)


@pytest.fixture
def engine() -> Counted:
    return Counted()


@pytest.fixture
def narrator(engine: Counted) -> Narrator:
    return Narrator(load_reader(), Engines(["espeak"], {"espeak": lambda: engine}))


def blocks(*texts: str) -> list[Block]:
    return [Block(text=text) for text in texts]


def test_an_edited_paragraph_costs_one_paragraph(engine: Counted, narrator: Narrator) -> None:
    cache = MemorySegments()
    narrator.record(TITLE, blocks(FIRST, SECOND, THIRD), "nu-bac", cache)
    assert len(engine.said) == 5
    engine.said.clear()
    narrator.record(TITLE, blocks(FIRST, SECOND.replace("05", "07"), THIRD), "nu-bac", cache)
    assert [text for text in engine.said if "bảy hộ" in text] == engine.said
    assert len(engine.said) == 1


def test_what_is_moved_repeated_or_taken_out_costs_nothing(engine: Counted, narrator: Narrator) -> None:
    cache = MemorySegments()
    narrator.record(TITLE, blocks(FIRST, SECOND, SECOND), "nu-bac", cache)
    assert len(engine.said) == len(set(engine.said)) == 4
    engine.said.clear()
    narrator.record(TITLE, blocks(SECOND, FIRST), "nu-bac", cache)
    assert engine.said == []


def test_a_recording_from_the_cache_is_the_same_file(narrator: Narrator) -> None:
    cache = MemorySegments()
    first, second = (narrator.record(TITLE, blocks(FIRST, SECOND), "nu-bac", cache) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("other", [("espeak-ng 2", "nu-bac"), ("espeak-ng 1", "nam-bac")])
def test_another_engine_or_voice_is_another_segment(other: tuple[str, str]) -> None:
    assert key_of(*other, "chi bộ.") != key_of("espeak-ng 1", "nu-bac", "chi bộ.")


def test_work_that_is_broken_off_goes_on_at_the_segment(engine: Counted, narrator: Narrator) -> None:
    cache, text = MemorySegments(), blocks(FIRST, SECOND, THIRD)

    def stop_at(number: int, _of: int) -> None:
        if number == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        narrator.record(TITLE, text, "nu-bac", cache, stop_at)
    assert len(engine.said) == 3
    narrator.record(TITLE, text, "nu-bac", cache)
    assert len(engine.said) == len(set(engine.said)) == 5


def test_a_packed_sound_comes_back_to_the_sample() -> None:
    sound = Espeak().synthesise("chi bộ họp.", "nu-bac").samples
    loud = np.array([0.0, 1.0, -1.0, 0.5, -0.5, 0.99997], np.float32)
    for samples in (sound, loud, sound[:0]):
        expected = np.clip(np.round(samples * 32768), -32768, 32767) / np.float32(32768)
        assert np.array_equal(unpack(pack(samples)), expected)
    assert len(pack(sound)) < len(sound) * 2 * 0.85


def test_words_keep_their_sound_when_the_silence_before_them_goes() -> None:
    tone = np.full(1000, 0.5, np.float32)
    padded = np.concatenate([np.zeros(2000, np.float32), tone, np.zeros(2000, np.float32)])
    cut = trimmed(Audio(padded, 1000, (WordTime(2.0, 2.5), WordTime(2.5, 5.0))))
    assert cut.word_times[0].start == pytest.approx(0.03)
    assert cut.word_times[1].end == pytest.approx(len(cut.samples) / 1000)


def test_every_written_word_is_heard_once_in_its_turn(narrator: Narrator) -> None:
    recording = narrator.record(TITLE, blocks(FIRST, SECOND, THIRD), "nu-bac")
    texts = [TITLE, FIRST, SECOND, THIRD]
    heard = [texts[item.block][item.first : item.last] for item in recording.timings]
    assert " ".join(heard) == " ".join(texts)
    starts = [item.start for item in recording.timings]
    assert starts == sorted(starts)
    assert all(item.start <= item.end <= recording.seconds * 1000 for item in recording.timings)


def test_the_timings_fit_the_sound_of_the_finished_file(narrator: Narrator) -> None:
    recording = narrator.record(TITLE, blocks(FIRST), "nu-bac")
    samples, rate = soundfile.read(io.BytesIO(recording.mp3), dtype="float32")
    last_of_title = max(item.end for item in recording.timings if item.block == 0)
    first_of_text = min(item.start for item in recording.timings if item.block == 1)
    pause = samples[int((last_of_title / 1000 + 0.1) * rate) : int((first_of_text / 1000 - 0.05) * rate)]
    after = samples[int(first_of_text / 1000 * rate) : int((first_of_text / 1000 + 0.25) * rate)]
    assert np.sqrt(np.mean(pause**2)) < 0.01 < np.sqrt(np.mean(after**2))


def test_a_neural_voice_tells_its_words_apart_too(tmp_path: Path) -> None:
    make_tiny_voice(tmp_path)
    piper = Narrator(load_reader(), Engines(["piper"], {"piper": lambda: Piper(tmp_path)}))
    recording = piper.record(TITLE, blocks(SECOND), "nu-bac")
    texts = [TITLE, SECOND]
    heard = [texts[item.block][item.first : item.last] for item in recording.timings]
    assert " ".join(heard) == " ".join(texts)
    assert all(item.start < item.end for item in recording.timings)


def test_a_voice_file_that_changed_is_another_engine_to_the_cache(tmp_path: Path) -> None:
    model = make_tiny_voice(tmp_path)
    before = Piper(tmp_path).name
    model.write_bytes(model.read_bytes() + b"\x50\x01")  # one unknown field more: the same voice to onnx
    write_manifest(tmp_path, model, ("nu-bac", "nam-bac"))
    assert Piper(tmp_path).name != before
