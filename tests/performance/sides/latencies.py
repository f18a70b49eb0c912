"""From the beginning of a command to its effect."""

from collections.abc import Iterable
from statistics import median, quantiles

from tests.performance.sides.report import report


class Latencies:
    def __init__(self, expected: int) -> None:
        self._expected = expected
        self._began: list[float] = []
        self._took: list[float] = []

    def note(self, began: Iterable[float], now: float) -> bool:
        """True once all expected effects are there; then it is reported."""
        for at in began:
            self._began.append(at)
            self._took.append(now - at)
        if len(self._took) < self._expected:
            return False
        p99 = quantiles(self._took, n=100)[98]
        report(len(self._took), now - min(self._began), p50=median(self._took), p99=p99)
        return True
