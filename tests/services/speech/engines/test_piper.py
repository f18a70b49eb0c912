"""The real PiperVoice on a self-made voice: load, phonemise, synthesise, align."""

import json
from pathlib import Path

import numpy as np
import pytest

from services.speech.engines.piper import Piper
from services.speech.engines.synthesiser import EngineNotReady
from tests.services.speech.tiny_voice import RATE, make_tiny_voice, write_manifest

TEXT = "chi bộ học tập nghị quyết, ngày ba tháng hai."


def test_a_text_is_spoken_with_a_time_for_every_word(tmp_path: Path) -> None:
    make_tiny_voice(tmp_path)
    audio = Piper(tmp_path).synthesise(TEXT, "nu-bac")
    assert audio.rate == RATE
    assert len(audio.word_times) == len(TEXT.split())
    assert all(time.start < time.end for time in audio.word_times)
    assert audio.word_times[-1].end <= len(audio.samples) / RATE


def test_two_sentences_keep_their_words_in_one_row_of_times(tmp_path: Path) -> None:
    make_tiny_voice(tmp_path)
    audio = Piper(tmp_path).synthesise("chi bộ họp. đảng viên dự.", "nu-bac")
    starts = [time.start for time in audio.word_times]
    assert len(starts) == 6
    assert starts == sorted(starts)


def test_other_words_and_another_speaker_sound_different(tmp_path: Path) -> None:
    make_tiny_voice(tmp_path)
    engine = Piper(tmp_path)
    assert engine.voices == {"nu-bac", "nam-bac"}
    woman, man, other = (
        engine.synthesise(text, voice).samples
        for text, voice in ((TEXT, "nu-bac"), (TEXT, "nam-bac"), ("đảng viên.", "nu-bac"))
    )
    assert len(woman) == len(man)
    assert not np.allclose(woman, man)
    assert len(other) < len(woman)


def test_a_changed_model_is_never_loaded(tmp_path: Path) -> None:
    model = make_tiny_voice(tmp_path)
    model.write_bytes(model.read_bytes() + b"\0")
    with pytest.raises(EngineNotReady, match="sha256"):
        Piper(tmp_path)


def test_a_model_that_does_not_know_a_vietnamese_sound_is_refused(tmp_path: Path) -> None:
    model = make_tiny_voice(tmp_path)
    settings = model.with_name(model.name + ".json")
    configuration = json.loads(settings.read_text(encoding="utf-8"))
    del configuration["phoneme_id_map"]["ɗ"]
    settings.write_text(json.dumps(configuration), encoding="utf-8")
    with pytest.raises(EngineNotReady, match="không biết các âm: ɗ"):
        Piper(tmp_path)


def test_each_thing_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EngineNotReady, match=r"không thấy voices\.toml"):
        Piper(tmp_path / "nowhere")
    model = make_tiny_voice(tmp_path)
    write_manifest(tmp_path, model, ("nu-sao-hoa",))
    with pytest.raises(EngineNotReady, match="nu-sao-hoa"):
        Piper(tmp_path)
    write_manifest(tmp_path, model, ())
    with pytest.raises(EngineNotReady):
        Piper(tmp_path)
    write_manifest(tmp_path, model, ("nu-bac",))
    model.with_name(model.name + ".json").unlink()
    with pytest.raises(EngineNotReady, match="Thiếu tệp giọng Piper"):
        Piper(tmp_path)


def test_a_file_that_is_no_model_is_one_sentence(tmp_path: Path) -> None:
    model = make_tiny_voice(tmp_path)
    model.write_bytes(b"not a model")
    write_manifest(tmp_path, model, ("nu-bac",))
    with pytest.raises(EngineNotReady, match="không nạp được"):
        Piper(tmp_path)


def test_a_manifest_may_not_reach_out_of_its_folder(tmp_path: Path) -> None:
    make_tiny_voice(tmp_path / "voices")
    manifest = tmp_path / "voices" / "voices.toml"
    manifest.write_text('[[voice]]\nid="nu-bac"\nmodel="../x.onnx"\nsha256="0"\n', encoding="utf-8")
    with pytest.raises(EngineNotReady, match="cùng thư mục"):
        Piper(tmp_path / "voices")
