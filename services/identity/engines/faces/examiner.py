"""Everything that is looked at in one registration's pictures of faces, in one call for the worker."""

from __future__ import annotations

from dataclasses import dataclass

from services.identity.engines.faces.engine import SMALLEST_SELFIE, Face, FaceEngine
from services.identity.engines.pictures import fingerprint, open_picture
from services.identity.rules.faces import Comparison
from services.identity.rules.fingerprints import Fingerprint
from services.identity.rules.liveness import Challenge, LivenessReport, judge
from services.identity.rules.picture_errors import PictureRefused

CARD_SIDE = 1600
"""A portrait is a quarter of a card's width."""


@dataclass(frozen=True)
class Seen:
    """`face` None: no portrait was found on the card."""

    face: Comparison | None
    liveness: LivenessReport
    selfie: Fingerprint


class Examiner:
    def __init__(self, engine: FaceEngine) -> None:
        self._engine = engine

    def examine(self, card: bytes, selfie: bytes, frames: list[bytes], challenge: Challenge) -> Seen:
        """Raises a leaf of PictureRefused for a selfie that cannot be used."""
        taken = self._engine.find(selfie, smallest=SMALLEST_SELFIE)
        portrait = self._portrait(card)
        return Seen(
            face=self._engine.compare(portrait, taken) if portrait else None,
            liveness=judge(self._engine.observe(frames, taken), challenge),
            selfie=fingerprint(open_picture(selfie)),
        )

    def _portrait(self, card: bytes) -> Face | None:
        try:
            return self._engine.find_in(open_picture(card, longest_side=CARD_SIDE))
        except PictureRefused:
            return None
