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

Samples = npt.NDArray[np.float32]

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
# Filters and spectra of an hour cost gigabytes; five minutes spread over it tell the same.
SLICE_SECONDS, SLICES = 10, 30
MOST_FRAMES = 15_000
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


def check(samples: Samples, rate: int, syllables: int, pauses: float = 0.0) -> GateReport:
    """`pauses`: seconds of silence that put between the segments on purpose, not held against it."""
    seconds = len(samples) / rate
    if seconds < FRAME_SECONDS * 2:
        return GateReport(seconds, 0.0, 1.0, seconds, 0.0, -math.inf, 0.0, 0.0, ("speech.audio_empty",))
    frames = _frames(samples, rate)
    silent = np.sqrt(np.einsum("ij,ij->i", frames, frames) / frames.shape[1]) < SILENCE_BELOW
    centroid, flatness = _spectrum(frames[~silent][:: max(1, len(frames) // MOST_FRAMES)], rate)
    spoken_seconds = max(seconds * (1 - float(silent.mean())), FRAME_SECONDS)
    unasked = max(0.0, seconds - spoken_seconds - pauses)
    report = GateReport(
        seconds=round(seconds, 3),
        syllables_per_second=round(syllables / spoken_seconds, 2),
        silent_share=round(unasked / (spoken_seconds + unasked), 3),
        longest_gap=round(_longest_run(silent) * FRAME_SECONDS, 2),
        clipped_share=round(float(np.mean(np.abs(samples) >= 0.999)), 6),
        loudness=round(loudness(samples, rate), 2),
        centroid=round(centroid, 1),
        flatness=round(flatness, 4),
    )
    return GateReport(**{**vars(report), "reasons": _reasons(report, syllables)})


def loudness(samples: Samples, rate: int) -> float:
    """Integrated LUFS; a clip shorter than one gating block is measured on its own repetition."""
    samples = _spread(samples, rate)
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


def _spread(samples: Samples, rate: int) -> Samples:
    size = SLICE_SECONDS * rate
    slices = len(samples) // size
    if slices <= SLICES:
        return samples
    starts = np.linspace(0, slices - 1, SLICES).astype(int) * size
    return np.concatenate([samples[start : start + size] for start in starts])


def _frames(samples: Samples, rate: int) -> Samples:
    size = int(rate * FRAME_SECONDS)
    return samples[: len(samples) // size * size].reshape(-1, size)


def _spectrum(frames: Samples, rate: int) -> tuple[float, float]:
    if not len(frames):
        return 0.0, 0.0
    window = np.hanning(frames.shape[1]).astype(np.float32)
    power = np.mean(np.abs(np.fft.rfft(frames * window, axis=1)) ** 2, axis=0) + 1e-12
    frequencies = np.fft.rfftfreq(frames.shape[1], 1 / rate)
    flatness = np.exp(np.mean(np.log(power))) / np.mean(power)
    return float(np.sum(frequencies * power) / np.sum(power)), float(flatness)


def _longest_run(silent: npt.NDArray[np.bool_]) -> int:
    longest = current = 0
    for quiet in silent.tolist():
        current = current + 1 if quiet else 0
        longest = max(longest, current)
    return longest
