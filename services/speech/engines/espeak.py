"""espeak-ng in this process, through its C interface: always there, quick, robotic.

The library keeps one global state, so one lock guards it and it is initialised once per process.
"""

from __future__ import annotations

import ctypes as c
import ctypes.util
import threading
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

import espeakng_loader
import numpy as np

from services.speech.engines.synthesiser import Audio, EngineNotReady, WordTime

# Measured: F0 medians 161 Hz (f3) and 84 Hz (m3); the regional variants are espeak's own.
ESPEAK_VOICES = {
    "nu-bac": "vi+f3",
    "nam-bac": "vi+m3",
    "nu-trung": "vi-vn-x-central+f3",
    "nam-trung": "vi-vn-x-central+m3",
    "nu-nam": "vi-vn-x-south+f3",
    "nam-nam": "vi-vn-x-south+m3",
}
WORDS_PER_MINUTE = 150
_AUDIO_SYNCHRONOUS, _UTF8, _RATE, _BY_CHARACTER = 2, 1, 1, 1
_LIST_END, _WORD = 0, 1


class _EventId(c.Union):
    _fields_ = (("number", c.c_int), ("name", c.c_char_p), ("string", c.c_char * 8))


class _Event(c.Structure):
    _fields_ = (
        ("type", c.c_int),
        ("unique_identifier", c.c_uint),
        ("text_position", c.c_int),
        ("length", c.c_int),
        ("audio_position", c.c_int),
        ("sample", c.c_int),
        ("user_data", c.c_void_p),
        ("id", _EventId),
    )


_CALLBACK = c.CFUNCTYPE(c.c_int, c.POINTER(c.c_short), c.c_int, c.POINTER(_Event))


class _Library:
    """The loaded library and the buffers its callback fills; used only under `lock`."""

    def __init__(self, library: Path | None) -> None:
        self.lock = threading.Lock()
        self._blocks: list[bytes] = []
        self._words: list[tuple[int, float]] = []
        self._espeak, data = _load(library)
        self.rate = int(self._espeak.espeak_Initialize(_AUDIO_SYNCHRONOUS, 0, data, 0))
        if self.rate <= 0:
            raise EngineNotReady("espeak-ng không khởi động được: thiếu dữ liệu giọng đọc.")
        self._espeak.espeak_Synth.argtypes = (
            c.c_void_p, c.c_size_t, c.c_uint, c.c_int, c.c_uint, c.c_uint, c.c_void_p, c.c_void_p,
        )  # fmt: skip
        self._espeak.espeak_Info.restype = c.c_char_p
        self._callback = _CALLBACK(self._collect)  # kept: the library holds only the address
        self._espeak.espeak_SetSynthCallback(self._callback)
        self.version = self._espeak.espeak_Info(None).decode().split()[0]

    def speak(self, text: str, voice: str) -> tuple[bytes, list[tuple[int, float]]]:
        """16-bit samples, and (character position, second) for every word."""
        self._blocks, self._words = [], []
        if self._espeak.espeak_SetVoiceByName(voice.encode()) != 0:
            raise EngineNotReady(f"espeak-ng không có giọng {voice}.")
        self._espeak.espeak_SetParameter(_RATE, WORDS_PER_MINUTE, 0)
        encoded = text.encode() + b"\0"
        self._espeak.espeak_Synth(encoded, len(encoded), 0, _BY_CHARACTER, 0, _UTF8, None, None)
        self._espeak.espeak_Synchronize()
        return b"".join(self._blocks), self._words

    def _collect(self, samples: c._Pointer[c.c_short], count: int, events: c._Pointer[_Event]) -> int:
        if samples and count > 0:
            self._blocks.append(c.string_at(samples, count * 2))
        for event in _until_end(events):
            if event.type == _WORD:
                self._words.append((event.text_position - 1, event.audio_position / 1000))
        return 0


class Espeak:
    def __init__(self, library: Path | None = None) -> None:
        self._library = _shared_library(library)
        self.name = f"espeak-ng {self._library.version}"
        self.voices = frozenset(ESPEAK_VOICES)

    def synthesise(self, text: str, voice: str) -> Audio:
        with self._library.lock:
            raw, words = self._library.speak(text, ESPEAK_VOICES[voice])
        samples = np.frombuffer(raw, dtype=np.int16).astype(np.float32) / np.float32(32768)
        return Audio(samples, self._library.rate, _word_times(text, words, len(samples) / self._library.rate))


def _until_end(events: c._Pointer[_Event]) -> Iterator[_Event]:
    index = 0
    while events[index].type != _LIST_END:
        yield events[index]
        index += 1


def _word_times(text: str, heard: list[tuple[int, float]], seconds: float) -> tuple[WordTime, ...]:
    """espeak may announce one of our words in parts, or two as one; a word it skipped gets no length."""
    starts, position = [], 0
    for word in text.split():
        position = text.index(word, position)
        starts.append(position)
        position += len(word)
    begins: list[float | None] = [None] * len(starts)
    for at, second in heard:
        index = bisect_right(starts, at) - 1
        if index >= 0 and begins[index] is None:
            begins[index] = second
    times: list[WordTime] = []
    following = seconds
    for begin in reversed(begins):
        start = following if begin is None else min(begin, following)
        times.append(WordTime(start, following))
        following = start
    return tuple(reversed(times))


def _load(library: Path | None) -> tuple[c.CDLL, bytes | None]:
    """The named library, else the one that comes as a Python package, else the system's."""
    try:
        if library is not None:
            return c.CDLL(str(library)), None
        packaged = Path(espeakng_loader.get_library_path())
        if packaged.is_file():
            return c.CDLL(str(packaged)), str(espeakng_loader.get_data_path()).encode()
        return c.CDLL(ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1"), None
    except OSError as error:
        raise EngineNotReady("Không nạp được thư viện espeak-ng.") from error


_loaded: list[_Library] = []
_loading = threading.Lock()


def _shared_library(library: Path | None) -> _Library:
    with _loading:
        if not _loaded:
            _loaded.append(_Library(library))
        return _loaded[0]
