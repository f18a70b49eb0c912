"""From distances of pairs whose truth is known: how often a threshold errs, and which bands a model should have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.identity.rules.faces import Bands

STEPS = 20
MARGIN = 0.05
"""How far `accept` stays below the nearest two people: a folder of some hundred pairs has not seen the worst one."""


@dataclass(frozen=True)
class Rates:
    threshold: float
    false_accept: float
    false_reject: float


def rates(same: Sequence[float], different: Sequence[float]) -> Iterator[Rates]:
    """At thresholds spread over all distances; both lists have something in them."""
    lowest, highest = min(*same, *different), max(*same, *different)
    for step in range(STEPS + 1):
        threshold = lowest + (highest - lowest) * step / STEPS
        accepted = sum(distance <= threshold for distance in different) / len(different)
        rejected = sum(distance > threshold for distance in same) / len(same)
        yield Rates(round(threshold, 3), accepted, rejected)


def bands_for(model: str, same: Sequence[float], different: Sequence[float], today: Bands) -> Bands:
    """`accept` with room below the nearest two people, `review` up to the farthest two pictures of one; `copy` stays as
    it is: pictures of a folder are none of one photograph."""
    accept = round(min(different) - MARGIN, 3)
    accept = max(accept, today.copy + 0.01)
    review = round(max(*same, accept + 0.01, min(different)), 3)
    return Bands(model, accept, review, today.copy)
