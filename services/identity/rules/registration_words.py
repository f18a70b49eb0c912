"""Every code that a registration may keep, in words: for the person at the camera, and for the secretary who looks."""

from __future__ import annotations

from collections import Counter
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
_ADVICE = " Đồng chí "
NOT_LOOKED_AT = "not_looked_at"
TOLD_WORDS = {
    NOT_LOOKED_AT: "Máy chưa xem được ảnh này. Đồng chí gửi lại ảnh, hoặc nhờ bí thư chi bộ.",
    **_REFUSED,
    **picture_errors.QUALITY_WORDS,
    **face_errors.LIVENESS_WORDS,
    **face_errors.REFUSED_WORDS,
}


def told_words(codes: Iterable[str]) -> list[str]:
    return [TOLD_WORDS[code] for code in codes if code in TOLD_WORDS]


def reason_words(codes: Iterable[str]) -> list[str]:
    """For whoever decides: what was found, without the advice that the person at the camera is given."""
    return [REASON_WORDS.get(code) or TOLD_WORDS.get(code, code).partition(_ADVICE)[0] for code in codes]


def refused_words(codes: Iterable[str]) -> list[str]:
    """Why pictures were refused, one code a picture and reason: the same reason again is counted."""
    counted = Counter(codes)
    return [
        f"{sentence} ({times} lần)" if times > 1 else sentence
        for sentence, times in zip(reason_words(counted), counted.values(), strict=True)
    ]
