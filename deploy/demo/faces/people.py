"""Invented people: number → looks. The same number is the same person on every machine."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from deploy.demo.faces.head import Looks

_HAIRS = ((22.0, 20.0, 24.0), (38.0, 36.0, 44.0), (80.0, 82.0, 88.0), (150.0, 152.0, 156.0), (28.0, 44.0, 72.0))
_CHANGING = (
    "eye_height", "brow_high", "brow_thick", "lips_thick", "cheeks", "mouth_wide", "jaw", "hairline", "brow_bend",
)  # fmt: skip


def looks_of(person: int) -> Looks:
    random = Random(f"face {person}")  # noqa: S311  the same people every time; nothing here is secret

    def about(middle: float, spread: float) -> float:
        return random.uniform(middle - spread, middle + spread)

    light = random.uniform(0.62, 1.18)
    warm = random.uniform(0.98, 1.10)
    woman = random.random() < 0.5
    return Looks(
        width=about(1.0, 0.18), jaw=about(0.3 if woman else 0.7, 0.6), chin=about(0.3, 1.2),
        eyes_apart=about(1.0, 0.17),
        eyes_high=about(0.0, 1.1), eye_width=about(1.05, 0.28), eye_height=about(1.0, 0.45), eye_tilt=about(0.6, 2.2),
        brow_high=about(0.1, 1.1), brow_thick=about(0.75 if woman else 1.3, 0.5), brow_bend=about(0.3, 1.6),
        nose_long=about(0.2, 1.3), nose_wide=about(1.1, 0.45), nose_high=about(1.05, 0.35), mouth_wide=about(1.0, 0.33),
        mouth_low=about(0.0, 1.1), lips_thick=about(1.2 if woman else 0.8, 0.5), cheeks=about(0.3, 1.5),
        hairline=about(-0.2 if woman else 0.3, 1.5), parting=about(0.0, 2.0),
        skin=(122 * light / warm, 156 * light, 200 * light * warm),
        lips=(about(95, 25), about(90, 28), about(170, 40)), hair=random.choice(_HAIRS),
        wrinkles=random.choice((0.0, 0.0, 0.6, 1.3)), beard=0.0 if woman else random.choice((0.0, 0.0, 0.7, 1.2)),
        fringe=random.choice((0.0, 0.0, 0.7, 1.1)) if woman else random.choice((0.0, 0.0, 0.0, 0.5)),
        long_hair=random.choice((0.6, 1.0, 1.0)) if woman else 0.0,
        glasses=random.choice((0.0, 0.0, 0.0, 0.8, 1.3)), smile=about(0.1, 0.5), texture=random.randrange(1, 10_000),
    )  # fmt: skip


def another_day(looks: Looks, day: int) -> Looks:
    """The same person, photographed at another time: nobody looks exactly as on the card."""
    random = Random(f"{looks.texture} {day}")  # noqa: S311
    changed = {name: getattr(looks, name) + random.uniform(-0.14, 0.14) for name in _CHANGING}
    light = random.uniform(0.9, 1.08)
    skin = (looks.skin[0] * light, looks.skin[1] * light, looks.skin[2] * light)
    return replace(looks, smile=looks.smile + random.uniform(-0.5, 0.5), skin=skin, **changed)
