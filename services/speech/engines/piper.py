"""Piper: neural voices from files on a volume, each checked against the hash its folder's manifest names.

Owns: `voices.toml` in the voice folder, one `[[voice]]` table each: `id`, `model`, `sha256`, maybe `speaker`.
Promises: a missing, changed or unreadable file, or a model that does not know a Vietnamese sound, is one
EngineNotReady sentence at start; an unchecked file is never loaded.
Does not: download. Piper is GPL-3 and stays in this process, behind the bus.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import onnxruntime
from piper import PiperConfig, PiperVoice, SynthesisConfig
from piper.patch_voice_with_alignment import add_alignment_output

from services.speech.engines.synthesiser import Audio, EngineNotReady, WordTime
from services.speech.rules.voices import VOICES

MANIFEST = "voices.toml"
# Every onset, rime and tone class once: Piper only logs a sound that the model was not trained on.
PROBE = (
    "bà chú dạy đỗ gấu ghế giữ hổ khuya lạnh mướp ngoẻo nghiêng nhãn phượng quýt rượu sợi thuyền trễ vẹt "
    "xoăn ăn uống ơn yêu ích ếch oằn tuấn khuỷu hoa mưa bia cua kết hợp"
)


class _Entry(msgspec.Struct, frozen=True):
    id: str
    model: str
    sha256: str
    speaker: str | None = None


class _Manifest(msgspec.Struct, frozen=True):
    voice: list[_Entry]


@dataclass(frozen=True)
class _Loaded:
    voice: PiperVoice
    speaker: int | None


class Piper:
    def __init__(self, folder: Path) -> None:
        entries = _entries(folder)
        models = {entry.model: _load(folder, entry) for entry in entries}
        self._voices = {entry.id: _speaking(models[entry.model], entry) for entry in entries}
        files = sorted({f"{Path(entry.model).stem}@{entry.sha256[:8].lower()}" for entry in entries})
        self.name = f"piper {version('piper-tts')} {'+'.join(files)}"
        self.voices = frozenset(self._voices)

    def synthesise(self, text: str, voice: str) -> Audio:
        chosen = self._voices[voice]
        # Peak-normalising each sentence would make the level jump; loudness is set once per article.
        config = SynthesisConfig(speaker_id=chosen.speaker, normalize_audio=False)
        chunks = list(chosen.voice.synthesize(text, config, include_alignments=True))
        rate = chosen.voice.config.sample_rate
        if not chunks:
            return Audio(np.zeros(0, np.float32), rate)
        samples = np.concatenate([chunk.audio_float_array for chunk in chunks])
        return Audio(samples.astype(np.float32), rate, _word_times(chunks, rate, len(text.split())))


def _entries(folder: Path) -> list[_Entry]:
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise EngineNotReady(f"Chưa có giọng Piper: không thấy {MANIFEST} trong thư mục giọng đọc.")
    try:
        entries = msgspec.convert(tomllib.loads(manifest.read_text(encoding="utf-8")), _Manifest).voice
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise EngineNotReady(f"Tệp {MANIFEST} của Piper không đọc được: {error}") from error
    for entry in entries:
        if entry.id not in VOICES:
            raise EngineNotReady(f"Tệp {MANIFEST} nêu giọng «{entry.id}» không có trong hệ thống.")
        if Path(entry.model).name != entry.model:
            raise EngineNotReady(f"Tệp {MANIFEST}: «{entry.model}» phải là tên tệp trong cùng thư mục.")
    if not entries:
        raise EngineNotReady(f"Tệp {MANIFEST} của Piper không nêu giọng nào.")
    return entries


def _load(folder: Path, entry: _Entry) -> PiperVoice:
    model = folder / entry.model
    settings = folder / f"{entry.model}.json"
    missing = [file.name for file in (model, settings) if not file.is_file()]
    if missing:
        raise EngineNotReady(f"Thiếu tệp giọng Piper: {', '.join(missing)}.")
    with model.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != entry.sha256.lower():
            raise EngineNotReady(f"Tệp {entry.model} không khớp mã kiểm tra sha256 nên không được dùng.")
    try:
        voice = _voice(model, settings)
        unknown = _unknown_sounds(voice)
    except Exception as error:  # onnxruntime, onnx and json each raise their own kinds for a broken file
        raise EngineNotReady(f"Giọng Piper {entry.model} không nạp được ({type(error).__name__}).") from error
    if unknown:
        raise EngineNotReady(f"Giọng Piper {entry.model} không biết các âm: {' '.join(unknown)}.")
    return voice


def _voice(model: Path, settings: Path) -> PiperVoice:
    """As PiperVoice.load, but its threads sleep while they wait: spinning burned a tenth of the processor time."""
    network = onnx.load(str(model))
    with suppress(ValueError):  # the file tells its alignments already, or cannot
        add_alignment_output(network)
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return PiperVoice(
        config=PiperConfig.from_dict(json.loads(settings.read_text(encoding="utf-8"))),
        session=onnxruntime.InferenceSession(
            network.SerializeToString(), sess_options=options, providers=["CPUExecutionProvider"]
        ),
    )


def _unknown_sounds(voice: PiperVoice) -> list[str]:
    sounds = {sound for sentence in voice.phonemize(PROBE) for sound in sentence}
    return sorted(sound for sound in sounds if sound not in voice.config.phoneme_id_map)


def _speaking(voice: PiperVoice, entry: _Entry) -> _Loaded:
    if entry.speaker is None:
        return _Loaded(voice, None)
    if entry.speaker not in voice.config.speaker_id_map:
        raise EngineNotReady(f"Giọng Piper {entry.model} không có người đọc «{entry.speaker}».")
    return _Loaded(voice, voice.config.speaker_id_map[entry.speaker])


def _word_times(chunks: list[Any], rate: int, words: int) -> tuple[WordTime, ...]:
    """Piper's phonemes fall into one group per written word; when they do not, nothing is claimed."""
    times: list[WordTime] = []
    offset = 0
    for chunk in chunks:
        start, position = None, offset
        for item in chunk.phoneme_alignments or ():
            boundary = item.phoneme in ("^", "$", " ")
            if boundary and start is not None:
                times.append(WordTime(start / rate, position / rate))
                start = None
            elif not boundary and start is None:
                start = position
            position += int(item.num_samples)
        offset += len(chunk.audio_float_array)
    return tuple(times) if len(times) == words else ()
