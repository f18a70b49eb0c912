"""Are two pictures of one person? What a model's distance means, and in which bands a person decides instead.

Faces are only ever compared one to one, of the person who asks: nothing here, and nothing in this service, searches
through the faces of members (law L2, L3). The bands of a model are data (`data/faces/models.toml`), calibrated by
`python -m services.identity calibrate-faces`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same", "unsure", "different"]


@dataclass(frozen=True)
class Bands:
    """Distances of one model. `accept`: up to here one person; `review`: up to here somebody looks; `copy`: so near
    that both may come from one photograph, which their looks then tell."""

    model: str
    accept: float
    review: float
    copy: float

    def __post_init__(self) -> None:
        if not 0 < self.copy < self.accept < self.review:
            raise ValueError(f"the bands of {self.model} must rise: copy, accept, review")


@dataclass(frozen=True)
class Comparison:
    """`same_picture`: the second picture is a copy of the first, which a living person in front of a camera is not."""

    distance: float
    verdict: Verdict
    same_picture: bool
    model: str


UNCLEAR = "unclear"
"""Instead of a verdict: no one usable face was on the picture."""
_WORDS = {
    "same": "Máy thấy giống khuôn mặt vừa chụp",
    "unsure": "Máy chưa chắc có giống khuôn mặt vừa chụp",
    "different": "Máy thấy không giống khuôn mặt vừa chụp",
}

LIKE_A_COPY = 0.8
"""How alike the straightened faces look, 1 the same: copies of drawn portraits 0.80 and more mostly, the same people on
another day at most 0.79 and then never as near by distance (`deploy.demo.faces`, 5 people, 3 cards, 3 days)."""


def compared(distance: float, bands: Bands, likeness: float) -> Comparison:
    """`likeness` of the two faces as pictures, -1 to 1. A near distance alone is no copy: some people hardly change."""
    copied = distance <= bands.copy / 2 or (distance <= bands.copy and likeness >= LIKE_A_COPY)
    verdict: Verdict = "same" if distance <= bands.accept else "unsure" if distance <= bands.review else "different"
    return Comparison(round(distance, 4), verdict, copied, bands.model)


def in_words(verdict: str | None, distance: float | None) -> str | None:
    """What was found, for who looks at both pictures. None where nothing was compared."""
    if verdict == UNCLEAR:
        return "Không thấy đúng một khuôn mặt rõ trên ảnh này, máy không so được."
    if verdict is None or distance is None:
        return None
    return f"{_WORDS[verdict]} (khoảng cách {distance:.2f}; càng nhỏ càng giống).".replace(".", ",", 1)
