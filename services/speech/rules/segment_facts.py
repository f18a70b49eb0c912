"""What is known of a spoken segment without its sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """`length` in samples; `heard`: begin and end of each spoken word in seconds, or empty."""

    length: int
    rate: int
    heard: tuple[tuple[float, float], ...]

    @property
    def seconds(self) -> float:
        return self.length / self.rate


class SegmentLost(Exception):
    """Swept between being found and being used: it has to be said again."""
