"""Repeatable chance: every generator here is handed a Random of its own, never the module's."""

from random import Random


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - pictures to learn from, nothing to guess


def happens(chance: Random, probability: float) -> bool:
    return chance.random() < probability
