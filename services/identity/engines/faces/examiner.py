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
    """`face` None: no portrait was found on the card. `portrait` None: none was given, or with `portrait_unclear` no
    one usable face was found on it."""

    face: Comparison | None
    liveness: LivenessReport
    selfie: Fingerprint
    portrait: Comparison | None = None
    portrait_unclear: bool = False


class Examiner:
    def __init__(self, engine: FaceEngine) -> None:
        self._engine = engine

    def examine(
        self, card: bytes, selfie: bytes, frames: list[bytes], challenge: Challenge, portrait: bytes | None = None
    ) -> Seen:
        """`portrait`: the register's photograph of the card's owner. Raises a leaf of PictureRefused for a selfie that
        cannot be used."""
        taken = self._engine.find(selfie, smallest=SMALLEST_SELFIE)
        printed = self._face_on(card)
        registered = self._face_on(portrait) if portrait is not None else None
        return Seen(
            face=self._engine.compare(printed, taken) if printed else None,
            liveness=judge(self._engine.observe(frames, taken), challenge),
            selfie=fingerprint(open_picture(selfie)),
            portrait=self._engine.compare(registered, taken) if registered else None,
            portrait_unclear=portrait is not None and registered is None,
        )

    def _face_on(self, picture: bytes) -> Face | None:
        try:
            return self._engine.find_in(open_picture(picture, longest_side=CARD_SIDE))
        except PictureRefused:
            return None
