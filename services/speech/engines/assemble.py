"""Spoken segments → one even track → MP3, block by block: an hour of it needs no more memory than a minute.

Promises: the engine's own silence around a segment is replaced by the pause the text asks for; the track lies
at −16 LUFS with no sample over the ceiling; the same pieces give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import lameenc
import numpy as np
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from services.speech.engines.synthesiser import Audio, WordTime
from services.speech.rules.gates import loudness
from services.speech.rules.spread import Samples, Spread

TARGET_LUFS = -16.0
CEILING = 10 ** (-2 / 20)  # MP3 decoding overshoots by a decibel, seldom by two
KEPT_SILENCE = 0.03
NEAR_ENOUGH, SURELY_NEAR = 0.2, 0.7  # LU; nobody hears it, and measuring costs more than saying
QUIET = 10 ** (-50 / 20)
LEAST_SLOPE = 0.3
LIMITER_WINDOW = 0.005
BLOCK_SECONDS = 30
BIT_RATE = 48
LAME_SCALE = 0.95  # what LAME multiplies everything with at this bit rate; lameenc has no switch for it
CAREFUL, QUICK = (
    3,
    7,
)  # LAME's own scale: somebody waits for the quick one, which takes half the time at the same bit rate


@dataclass(frozen=True)
class Piece:
    """One trimmed segment, loaded only while it is needed, and the seconds of silence after it."""

    length: int
    rate: int
    pause: float
    load: Callable[[], Samples]


class Track:
    """Pieces of one engine, so of one rate, one after the other."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.rate = pieces[0].rate
        for piece in pieces:
            if piece.rate != self.rate:
                raise ValueError(f"pieces of one track have one rate, got {piece.rate} and {self.rate}")
        self._pieces = pieces
        lengths = [piece.length + self._pause(piece) for piece in pieces]
        self._starts = [0, *accumulate(lengths)]
        self.length = self._starts.pop()

    @property
    def seconds(self) -> float:
        return self.length / self.rate

    @property
    def starts(self) -> list[float]:
        """The second at which each piece begins."""
        return [start / self.rate for start in self._starts]

    def levelled(self) -> Iterator[Samples]:
        """Blocks of BLOCK_SECONDS at the target loudness; the last one is shorter."""
        return _limited(self._blocks(), self._gain(), self.rate)

    def _pause(self, piece: Piece) -> int:
        return int(piece.pause * self.rate)

    def _gain(self) -> float:
        """Limiting takes back part of what is added, the more the higher the voice's peaks: the secant of the last two
        measurements says how much."""
        sample, raised, slope = self._sample(), 0.0, 1.0
        measured = loudness(sample, self.rate) if len(sample) else -np.inf
        for _ in range(3):
            missing = TARGET_LUFS - measured
            if not np.isfinite(measured) or abs(missing) < NEAR_ENOUGH:
                break
            step = missing / slope
            raised += step
            if abs(missing) < SURELY_NEAR:
                break
            parts = np.array_split(sample, len(sample) // (BLOCK_SECONDS * self.rate) + 1)
            limited = _limited(parts, _factor(raised), self.rate)
            before, measured = measured, loudness(np.concatenate(list(limited)), self.rate)
            slope = max((measured - before) / step, LEAST_SLOPE)
        return _factor(raised)

    def _sample(self) -> Samples:
        spread = Spread(self.length, self.rate)
        for start, piece in zip(self._starts, self._pieces, strict=True):
            end = start + piece.length
            if spread.wants(start, end):
                spread.add(start, piece.load())
            spread.add(end, np.zeros(self._pause(piece), np.float32))
        return spread.samples

    def _blocks(self) -> Iterator[Samples]:
        size, waiting, count = BLOCK_SECONDS * self.rate, list[Samples](), 0
        for piece in self._pieces:
            waiting += [piece.load(), np.zeros(self._pause(piece), np.float32)]
            count += len(waiting[-2]) + len(waiting[-1])
            if count >= size:
                joined = np.concatenate(waiting)
                whole = count // size * size
                yield from np.split(joined[:whole], whole // size)
                waiting, count = [joined[whole:]], count - whole
        if count:
            yield np.concatenate(waiting)


def encode_mp3(blocks: Iterable[Samples], rate: int, quality: int = CAREFUL) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(1)
    encoder.set_quality(quality)
    encoded = bytearray()
    for block in blocks:
        encoded += encoder.encode((block * (32767 / LAME_SCALE)).astype(np.int16).tobytes())
    return bytes(encoded + (encoder.flush() if encoded else b""))


def trimmed(audio: Audio) -> Audio:
    """Without the engine's silence at both ends; the words keep their sound."""
    loud = np.flatnonzero(np.abs(audio.samples) > QUIET)
    if not len(loud):
        return replace(audio, samples=audio.samples[:0], word_times=())
    margin = int(KEPT_SILENCE * audio.rate)
    first = max(0, int(loud[0]) - margin)
    samples = audio.samples[first : int(loud[-1]) + margin]
    begin, seconds = first / audio.rate, len(samples) / audio.rate

    def moved(second: float) -> float:
        return min(max(0.0, second - begin), seconds)

    times = tuple(WordTime(moved(word.start), moved(word.end)) for word in audio.word_times)
    return replace(audio, samples=samples, word_times=times)


def _limited(blocks: Iterable[Samples], gain: float, rate: int) -> Iterator[Samples]:
    """Block by block with a margin on both sides: the limiter looks ahead and lets go slowly."""
    margin = 4 * _window(rate)
    before, current = np.zeros(0, np.float32), np.zeros(0, np.float32)
    for block in blocks:
        following = block * np.float32(gain)
        if len(current):
            yield _between(before, current, following[:margin], rate)
        before, current = current[-margin:], following
    if len(current):
        yield _between(before, current, current[:0], rate)


def _between(before: Samples, block: Samples, after: Samples, rate: int) -> Samples:
    limited = _limited_part(np.concatenate([before, block, after]), rate)
    return limited[len(before) : len(before) + len(block)]


def _limited_part(samples: Samples, rate: int) -> Samples:
    """Look-ahead: the gain is down before a peak comes and rises smoothly after it."""
    window = _window(rate)
    gain = np.minimum(1.0, CEILING / np.maximum(np.abs(samples), 1e-9)).astype(np.float32)
    held = minimum_filter1d(gain, 2 * window + 1, mode="nearest")
    smooth = uniform_filter1d(held, window, mode="nearest")
    limited: Samples = np.clip(samples * smooth, -CEILING, CEILING).astype(np.float32)
    return limited


def _factor(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _window(rate: int) -> int:
    return max(3, int(LIMITER_WINDOW * rate))
