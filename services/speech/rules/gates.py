"""Is this audio speech of this text? Numbers only, no recogniser: each gate names what it caught.

Promises: a truncated, silent, clipped, too quiet or noise-filled track fails with a reason that says so.
Does not: hear a wrong word or a wrong tone; that needs a listener.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyloudnorm

from services.speech.rules.spread import Samples, Spread, spread_over

# Human reading is 3.2–4.2 syllables a second; a truncated clip measured 7.0, a stuck one under 1.
SLOWEST, FASTEST = 1.6, 6.0
PACE_JUDGED_FROM = 8  # syllables; the pace of two words says nothing
MOST_SILENCE = 0.45
LONGEST_GAP = 2.5
MOST_CLIPPED = 0.0005
LOUDEST, QUIETEST = -13.5, -19.5
# Flatness of the spectrum of voiced frames: 1 is white noise; both engines' speech stays under 0.1.
MOST_FLATNESS = 0.25
LOWEST_CENTROID, HIGHEST_CENTROID = 150.0, 4_000.0
FRAME_SECONDS = 0.02
MOST_FRAMES = 15_000
FRAMES_AT_ONCE = 1_500
SILENCE_BELOW = 10 ** (-45 / 20)


@dataclass(frozen=True)
class GateReport:
    seconds: float
    syllables_per_second: float
    silent_share: float
    longest_gap: float
    clipped_share: float
    loudness: float
    centroid: float
    flatness: float
    reasons: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.reasons


class Gauge:
    """Judges a track of `length` samples that flows by in blocks of whole frames, so that hours need little memory."""

    def __init__(self, length: int, rate: int) -> None:
        self._length, self._rate = length, rate
        self._heard = 0
        self._clipped = 0
        self._silent: list[npt.NDArray[np.bool_]] = []
        self._spread = Spread(length, rate)
        self._spectrum = _Spectrum(int(rate * FRAME_SECONDS), rate, length)

    def add(self, block: Samples) -> None:
        frames = _frames(block, self._rate)
        silent = np.sqrt(np.einsum("ij,ij->i", frames, frames) / frames.shape[1]) < SILENCE_BELOW
        self._silent.append(silent)
        self._spectrum.add(frames[~silent])
        self._clipped += int(np.count_nonzero(np.abs(block) >= 0.999))
        self._spread.add(self._heard, block)
        self._heard += len(block)

    def report(self, syllables: int, pauses: float = 0.0) -> GateReport:
        """`pauses`: seconds of silence that were put between the segments on purpose, not held against it."""
        seconds = self._length / self._rate
        if seconds < FRAME_SECONDS * 2:
            return GateReport(seconds, 0.0, 1.0, seconds, 0.0, -math.inf, 0.0, 0.0, ("speech.audio_empty",))
        silent = np.concatenate(self._silent)
        spoken_seconds = max(seconds * (1 - float(silent.mean())), FRAME_SECONDS)
        unasked = max(0.0, seconds - spoken_seconds - pauses)
        report = GateReport(
            seconds=round(seconds, 3),
            syllables_per_second=round(syllables / spoken_seconds, 2),
            silent_share=round(unasked / (spoken_seconds + unasked), 3),
            longest_gap=round(_longest_run(silent) * FRAME_SECONDS, 2),
            clipped_share=round(self._clipped / self._length, 6),
            loudness=round(loudness(self._spread.samples, self._rate), 2),
            centroid=round(self._spectrum.centroid, 1),
            flatness=round(self._spectrum.flatness, 4),
        )
        return GateReport(**{**vars(report), "reasons": _reasons(report, syllables)})


def check(samples: Samples, rate: int, syllables: int, pauses: float = 0.0) -> GateReport:
    """A whole track at once."""
    gauge = Gauge(len(samples), rate)
    gauge.add(samples)
    return gauge.report(syllables, pauses)


def loudness(samples: Samples, rate: int) -> float:
    """Integrated LUFS; a clip shorter than one gating block is measured on its own repetition."""
    samples = spread_over(samples, rate)
    needed = int(0.5 * rate)
    repeated = np.tile(samples, math.ceil(needed / len(samples))) if len(samples) < needed else samples
    if not np.any(repeated):
        return -math.inf  # pyloudnorm would divide by zero and warn
    return float(pyloudnorm.Meter(rate).integrated_loudness(repeated.astype(np.float64)))


def _reasons(report: GateReport, syllables: int) -> tuple[str, ...]:
    pace_counts = syllables >= PACE_JUDGED_FROM
    faults = {
        "speech.too_slow": pace_counts and report.syllables_per_second < SLOWEST,
        "speech.too_fast": pace_counts and report.syllables_per_second > FASTEST,
        "speech.too_silent": report.silent_share > MOST_SILENCE,
        "speech.long_gap": report.longest_gap > LONGEST_GAP,
        "speech.clipped": report.clipped_share > MOST_CLIPPED,
        "speech.too_quiet": report.loudness < QUIETEST,
        "speech.too_loud": report.loudness > LOUDEST,
        "speech.noise": report.flatness > MOST_FLATNESS,
        "speech.not_a_voice": not LOWEST_CENTROID <= report.centroid <= HIGHEST_CENTROID,
    }
    return tuple(code for code, caught in faults.items() if caught)


def _frames(samples: Samples, rate: int) -> Samples:
    size = int(rate * FRAME_SECONDS)
    return samples[: len(samples) // size * size].reshape(-1, size)


class _Spectrum:
    """The mean power of voiced frames, every so many of them."""

    def __init__(self, size: int, rate: int, length: int) -> None:
        self._window = np.hanning(size).astype(np.float32)
        self._frequencies = np.fft.rfftfreq(size, 1 / rate)
        self._power = np.zeros(len(self._frequencies))
        self._step = max(1, length // size // MOST_FRAMES)
        self._count = 0

    def add(self, voiced: Samples) -> None:
        chosen = voiced[:: self._step]
        for start in range(0, len(chosen), FRAMES_AT_ONCE):
            part = np.fft.rfft(chosen[start : start + FRAMES_AT_ONCE] * self._window, axis=1)
            self._power += np.sum(np.abs(part) ** 2, axis=0)
        self._count += len(chosen)

    @property
    def centroid(self) -> float:
        power = self._mean
        return float(np.sum(self._frequencies * power) / np.sum(power)) if self._count else 0.0

    @property
    def flatness(self) -> float:
        power = self._mean
        return float(np.exp(np.mean(np.log(power))) / np.mean(power)) if self._count else 0.0

    @property
    def _mean(self) -> npt.NDArray[np.float64]:
        return self._power / max(1, self._count) + 1e-12


def _longest_run(silent: npt.NDArray[np.bool_]) -> int:
    longest = current = 0
    for quiet in silent.tolist():
        current = current + 1 if quiet else 0
        longest = max(longest, current)
    return longest
