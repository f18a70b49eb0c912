"""Spoken segments → one even track → MP3.

Promises: the engine's own silence around a segment is replaced by the pause the text asks for; the track lies
at −16 LUFS with no sample over the ceiling; the same pieces give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import lameenc
import numpy as np
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from services.speech.engines.synthesiser import Audio
from services.speech.rules.gates import Samples, loudness

TARGET_LUFS = -16.0
CEILING = 10 ** (-1.5 / 20)  # MP3 decoding overshoots by about a decibel
KEPT_SILENCE = 0.03
QUIET = 10 ** (-50 / 20)
LIMITER_WINDOW = 0.005
BLOCK_SECONDS = 30
BIT_RATE = 48


@dataclass(frozen=True)
class Track:
    samples: Samples
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def assemble(pieces: Sequence[tuple[Audio, float]]) -> Track:
    """Each piece with the seconds of silence after it; all of one engine, so all of one rate."""
    rate = pieces[0][0].rate
    parts: list[Samples] = []
    for audio, pause in pieces:
        if audio.rate != rate:
            raise ValueError(f"pieces of one track have one rate, got {audio.rate} and {rate}")
        parts += [_trimmed(audio.samples, rate), np.zeros(int(pause * rate), np.float32)]
    return Track(_levelled(np.concatenate(parts), rate), rate)


def encode_mp3(track: Track) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(track.rate)
    encoder.set_channels(1)
    encoder.set_quality(3)
    body = encoder.encode((track.samples * 32767).astype(np.int16).tobytes())
    return bytes(body + encoder.flush())


def _trimmed(samples: Samples, rate: int) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > QUIET)
    if not len(loud):
        return samples[:0]
    margin = int(KEPT_SILENCE * rate)
    return samples[max(0, loud[0] - margin) : loud[-1] + margin]


def _levelled(samples: Samples, rate: int) -> Samples:
    """Limiting takes a little loudness away, so the gain is corrected a few times."""
    for _ in range(4):
        measured = loudness(samples, rate) if len(samples) else -np.inf
        if not np.isfinite(measured):
            return samples
        samples = _limited(samples * np.float32(10 ** ((TARGET_LUFS - measured) / 20)), rate)
    return samples


def _limited(samples: Samples, rate: int) -> Samples:
    """Block by block with a margin on both sides: the filters' working memory is many times their input."""
    block, margin = BLOCK_SECONDS * rate, 4 * _window(rate)
    limited = np.empty_like(samples)
    for start in range(0, len(samples), block):
        first = max(0, start - margin)
        part = _limited_block(samples[first : start + block + margin], _window(rate))
        limited[start : start + block] = part[start - first : start - first + block]
    return limited


def _limited_block(samples: Samples, window: int) -> Samples:
    """Look-ahead: the gain is down before a peak comes and rises smoothly after it."""
    gain = np.minimum(1.0, CEILING / np.maximum(np.abs(samples), 1e-9)).astype(np.float32)
    held = minimum_filter1d(gain, 2 * window + 1, mode="nearest")
    smooth = uniform_filter1d(held, window, mode="nearest")
    limited: Samples = np.clip(samples * smooth, -CEILING, CEILING).astype(np.float32)
    return limited


def _window(rate: int) -> int:
    return max(3, int(LIMITER_WINDOW * rate))
