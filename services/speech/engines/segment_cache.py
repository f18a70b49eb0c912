"""Spoken segments by what they are made of, so that a sentence said once is not said again.

Promises: the key names all that the sound depends on: the engine (whose name changes with its version and voice
file), the voice, and the words after normalisation. The tables that words are read by are in it through those words:
editing one entry costs only the sentences that it changes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection
from typing import Protocol

import numpy as np
import numpy.typing as npt

from services.speech.engines.synthesiser import Audio
from services.speech.rules.segment_facts import Facts
from services.speech.rules.spread import Samples

RECIPE = "1"  # another one when the same engine, or the trimming, sounds otherwise than before
Whole = npt.NDArray[np.int16]


class SegmentCache(Protocol):
    def find(self, keys: Collection[str]) -> dict[str, Facts]:
        """Those that are kept. Being found they count as in use."""
        ...

    def keep(self, key: str, facts: Facts, packed: bytes) -> Facts:
        """What is kept from now on: of two writers the first one's."""
        ...

    def load(self, key: str) -> bytes:
        """What was packed. Raises SegmentLost."""
        ...


class MemorySegments:
    """For as long as the process lives: the command line, which keeps nothing."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Facts, bytes]] = {}

    def find(self, keys: Collection[str]) -> dict[str, Facts]:
        return {key: self._kept[key][0] for key in keys if key in self._kept}

    def keep(self, key: str, facts: Facts, packed: bytes) -> Facts:
        return self._kept.setdefault(key, (facts, packed))[0]

    def load(self, key: str) -> bytes:
        return self._kept[key][1]


def key_of(engine: str, voice: str, text: str) -> str:
    return hashlib.sha256(f"{RECIPE}\x1f{engine}\x1f{voice}\x1f{text}".encode()).hexdigest()[:40]


def facts_of(audio: Audio) -> Facts:
    return Facts(len(audio.samples), audio.rate, tuple((word.start, word.end) for word in audio.word_times))


def pack(samples: Samples) -> bytes:
    """16 bits, lossless from there: neighbours differ little, and their high bytes hardly ever (0.70 of the size)."""
    whole = np.clip(np.round(samples * 32768), -32768, 32767).astype(np.int16)
    steps = np.diff(whole, prepend=np.int16(0)).astype(np.int16)
    deflate = zlib.compressobj(1, strategy=zlib.Z_RLE)  # half the time of looking for repeats, which sound has not
    return deflate.compress(steps.view(np.uint8).reshape(-1, 2).T.tobytes()) + deflate.flush()


def unpack(packed: bytes) -> Samples:
    planes = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(2, -1)
    steps = np.ascontiguousarray(planes.T).view(np.int16).reshape(-1)
    whole: Whole = np.cumsum(steps, dtype=np.int16)
    return whole.astype(np.float32) / np.float32(32768)
