"""Processor time of one piece of work after the other, in this process."""

import resource
import time
from statistics import quantiles


class Working:
    def __init__(self) -> None:
        self._seconds: list[float] = []

    def __enter__(self) -> None:
        self._began = time.process_time()

    def __exit__(self, *_: object) -> None:
        self._seconds.append(time.process_time() - self._began)

    @property
    def total(self) -> float:
        return sum(self._seconds)

    def told(self) -> dict[str, float]:
        return {
            "working_seconds": self.total,
            "seconds_each": self.total / len(self._seconds),
            "p95": quantiles(self._seconds, n=20)[-1],
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
