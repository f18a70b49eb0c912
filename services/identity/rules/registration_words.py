"""Every code that a registration may keep, in words: for the person at the camera, and for the secretary who looks."""

from __future__ import annotations

from collections.abc import Iterable

from services.identity.rules import face_errors, picture_errors
from services.identity.rules.registration_decision import REASON_WORDS

_REFUSED = {
    error.code: error.message
    for error in (
        picture_errors.NotAPicture,
        picture_errors.PictureBroken,
        picture_errors.PictureTooLarge,
        picture_errors.PictureTooSmall,
        picture_errors.NoCardFound,
        picture_errors.CardUnreadable,
        face_errors.NoFace,
        face_errors.SeveralFaces,
        face_errors.FaceTooSmall,
        face_errors.FaceBlurred,
        face_errors.FaceTooDark,
    )
}
TOLD_WORDS = {**_REFUSED, **picture_errors.QUALITY_WORDS, **face_errors.LIVENESS_WORDS}


def told_words(codes: Iterable[str]) -> list[str]:
    return [TOLD_WORDS[code] for code in codes if code in TOLD_WORDS]


def reason_words(codes: Iterable[str]) -> list[str]:
    return [(REASON_WORDS | TOLD_WORDS).get(code, code) for code in codes]
