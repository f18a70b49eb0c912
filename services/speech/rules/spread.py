"""Five minutes spread over a track that flows by: what filters and spectra of hours would tell, for their cost.

Promises: a track of up to SLICES slices is kept whole; of a longer one evenly spaced slices, always the same ones.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

SLICE_SECONDS, SLICES = 10, 30


class Spread:
    def __init__(self, length: int, rate: int) -> None:
        size = SLICE_SECONDS * rate
        slices = length // size
        self._spans = [(0, length)]
        if slices > SLICES:
            starts = np.linspace(0, slices - 1, SLICES).astype(int) * size
            self._spans = [(int(start), int(start) + size) for start in starts]
        self._kept: list[Samples] = []

    def wants(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self._spans)

    def add(self, start: int, samples: Samples) -> None:
        """In the track's order; `start` is where these samples stand in it."""
        for first, last in self._spans:
            part = samples[max(0, first - start) : max(0, last - start)]
            if len(part):
                self._kept.append(part)

    @property
    def samples(self) -> Samples:
        return np.concatenate(self._kept) if self._kept else np.zeros(0, np.float32)


def spread_over(samples: Samples, rate: int) -> Samples:
    spread = Spread(len(samples), rate)
    spread.add(0, samples)
    return spread.samples
