"""Turns alternating rounds into a verdict.

ratio of a round → median of the ratios → its lower 95 % bootstrap bound ≥ bar → passed
the reference spreads by more than a fifth                                    → void, whatever the ratio
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

RESAMPLES = 2000
MOST_SPREAD = 0.20

Side = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Comparison:
    """`bar`: the lower bound must reach it. With `at_most` it is of times, and the upper bound must stay below."""

    ours: str
    reference: str
    bar: float
    at_most: bool = False


def alternate(sides: Mapping[str, Side], rounds: int) -> list[dict[str, dict[str, Any]]]:
    """Every side once per round, in turn. The first round warms caches and is dropped."""
    found = [{name: side() for name, side in sides.items()} for _ in range(rounds + 1)]
    return found[1:]


def judge(
    comparison: Comparison, rounds: Sequence[Mapping[str, Mapping[str, Any]]], value: str = "rate"
) -> dict[str, Any]:
    ours = [one[comparison.ours][value] for one in rounds]
    reference = [one[comparison.reference][value] for one in rounds]
    ratios = [mine / other for mine, other in zip(ours, reference, strict=True)]
    low, high = bounds(ratios)
    spread = (max(reference) - min(reference)) / median(reference)
    reached = high <= comparison.bar if comparison.at_most else low >= comparison.bar
    return {
        **asdict(comparison),
        "measured": value,
        "ours": median(ours),
        "reference": median(reference),
        "names": [comparison.ours, comparison.reference],
        "ratio": median(ratios),
        "lower_bound": low,
        "upper_bound": high,
        "reference_spread": spread,
        "rounds": [{"ours": mine, "reference": other} for mine, other in zip(ours, reference, strict=True)],
        "verdict": "void" if spread > MOST_SPREAD else "passed" if reached else "missed",
    }


def judge_limit(name: str, limit: float, values: Sequence[float]) -> dict[str, Any]:
    """Each round's value against a fixed limit: no reference wavers, so it is never void."""
    ratios = [value / limit for value in values]
    low, high = bounds(ratios)
    return {
        "names": [name, "limit"],
        "ours": median(values),
        "reference": limit,
        "ratio": median(ratios),
        "lower_bound": low,
        "upper_bound": high,
        "bar": 1.0,
        "at_most": True,
        "reference_spread": 0.0,
        "rounds": [{"ours": value, "reference": limit} for value in values],
        "verdict": "passed" if high <= 1.0 else "missed",
    }


def bounds(values: Sequence[float]) -> tuple[float, float]:
    """One-sided 95 % bootstrap bounds of the median, below and above."""
    chance = random.Random(20)
    medians = sorted(median(chance.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return medians[RESAMPLES // 20], medians[-RESAMPLES // 20]
