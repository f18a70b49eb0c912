"""`FaceEngine`: one face in a picture, the distance between two, and what a few seconds of frames show.

Promises: exactly one face or a clear refusal; the face is cut out and straightened by eyes and nose before DeepFace
compares it; nothing is kept. Does not: compare one face with many; there is no such method on purpose.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from services.identity.engines.faces.weights import prepare, read_bands
from services.identity.engines.pictures import Picture, open_picture
from services.identity.rules.face_errors import FaceBlurred, FaceTooDark, FaceTooSmall, NoFace, SeveralFaces
from services.identity.rules.faces import Bands, Comparison, compared
from services.identity.rules.liveness import Observation
from services.identity.rules.picture_errors import PictureRefused
from services.identity.settings import FaceSettings

SIDE = 900
"""Pictures are brought to this before a face is searched: dlib finds faces from 80 pixels on."""
FRAME_SIDE = 640
SMALLEST_PORTRAIT, SMALLEST_SELFIE = 90, 120
"""Below them distances drift (measured on damaged prints)."""
CHIP, PADDING = 150, 0.25
SHARPNESS = 12.0
DARK_LEVEL = 45.0
BESIDE = 0.55
"""A second face of this share of the first's width is a second person; smaller ones are pictures on the wall."""
COMPARED_FRAMES = 4


@dataclass(frozen=True)
class Face:
    chip: Picture
    """150 × 150, straightened."""
    points: tuple[tuple[float, float], ...]
    """Two corners of the eye at the right of the picture, two of the other, the base of the nose."""
    width: int


class FaceEngine:
    def __init__(self, detector: Any, landmarks: Any, compare: Any, bands: Bands, metric: str) -> None:
        self._detector, self._landmarks, self._compare = detector, landmarks, compare
        self.bands, self.metric, self.model = bands, metric, bands.model

    @classmethod
    def start(cls, settings: FaceSettings, home: Path) -> FaceEngine:
        """Slow: once per process. Raises ModelBroken."""
        bands, metric = read_bands(settings.face_model, settings.face_bands_file)
        landmarks = prepare(home, settings.face_model, settings.face_weights_folder)
        os.environ |= {"DEEPFACE_HOME": str(home), "DEEPFACE_BACKEND_ENGINE": "onnx"}
        import dlib
        from deepface import DeepFace

        def distance(one: Picture, other: Picture) -> Comparison:
            told = DeepFace.verify(
                one,
                other,
                model_name=settings.face_model,
                detector_backend="skip",
                distance_metric=metric,
                threshold=bands.accept,
                enforce_detection=False,
                align=False,
                silent=True,
            )
            return compared(float(told["distance"]), bands, _likeness(one, other))

        return cls(dlib.get_frontal_face_detector(), dlib.shape_predictor(str(landmarks)), distance, bands, metric)

    def find(self, content: bytes, *, smallest: int = SMALLEST_PORTRAIT) -> Face:
        """The one face of a picture. Raises a leaf of PictureRefused."""
        return self.find_in(open_picture(content, longest_side=SIDE), smallest=smallest)

    def find_in(self, picture: Picture, *, smallest: int = SMALLEST_PORTRAIT) -> Face:
        faces = self._faces(picture, upsample=1 if max(picture.shape[:2]) < SIDE else 0)
        if not faces:
            raise NoFace
        if len(faces) > 1 and faces[1].width >= BESIDE * faces[0].width:
            raise SeveralFaces
        face = faces[0]
        if face.width < smallest:
            raise FaceTooSmall
        grey = cv2.cvtColor(face.chip, cv2.COLOR_BGR2GRAY)
        if float(np.median(grey)) < DARK_LEVEL:
            raise FaceTooDark
        if float(cv2.Laplacian(grey, cv2.CV_64F).var()) < SHARPNESS:
            raise FaceBlurred
        return face

    def compare(self, one: Face, other: Face) -> Comparison:
        comparison: Comparison = self._compare(one.chip, other.chip)
        return comparison

    def observe(self, frames: Sequence[bytes], selfie: Face) -> list[Observation]:
        """Frame by frame; a few, spread over all, are compared with the selfie."""
        checked = {round(place) for place in np.linspace(0, len(frames) - 1, COMPARED_FRAMES)} if frames else set()
        seen, before = [], b""
        for number, frame in enumerate(frames):
            digest = hashlib.sha256(frame).digest()
            observed = self._observed(frame, selfie if number in checked else None)
            seen.append(replace(observed, same_as_before=digest == before))
            before = digest
        return seen

    def _observed(self, frame: bytes, selfie: Face | None) -> Observation:
        nothing = Observation(None, None, None, same_as_before=False, screen_peak=0.0)
        try:
            picture = open_picture(frame, longest_side=FRAME_SIDE)
        except PictureRefused:
            return nothing
        faces = self._faces(picture, upsample=0)
        if not faces or (len(faces) > 1 and faces[1].width >= BESIDE * faces[0].width):
            return nothing
        face = faces[0]
        turn, span, place = _pose(face)
        like = None if selfie is None else self.compare(face, selfie).verdict != "different"
        return Observation(turn, span, place, same_as_before=False, screen_peak=_screen_peak(picture), like_selfie=like)

    def _faces(self, picture: Picture, *, upsample: int) -> list[Face]:
        """Largest first."""
        import dlib

        rgb = np.ascontiguousarray(picture[:, :, ::-1])
        found = []
        for box in self._detector(rgb, upsample):
            shape = self._landmarks(rgb, box)
            chip = dlib.get_face_chip(rgb, shape, size=CHIP, padding=PADDING)
            points = tuple((float(point.x), float(point.y)) for point in shape.parts())
            found.append(Face(np.ascontiguousarray(chip[:, :, ::-1]), points, int(box.width())))
        return sorted(found, key=lambda face: -face.width)


def _likeness(one: Picture, other: Picture) -> float:
    """Correlation of two straightened faces, a few pixels to and fro: of a copy light and look agree."""
    small, large = (cv2.GaussianBlur(cv2.cvtColor(chip, cv2.COLOR_BGR2GRAY), (0, 0), 2) for chip in (one, other))
    return float(cv2.matchTemplate(large, small[8:-8, 8:-8], cv2.TM_CCOEFF_NORMED).max())


def _pose(face: Face) -> tuple[float, float, tuple[float, float]]:
    """dlib's five points: 0 and 1 the eye at the right of the picture (the person's left), 2 and 3 the other, 4 the
    nose. A head turned to its own left moves the nose to the right of the picture."""
    points = np.array(face.points)
    outer_right, outer_left, nose = points[0], points[2], points[4]
    across = outer_right - outer_left
    span = float(np.hypot(*across))
    middle = (points[0] + points[1] + points[2] + points[3]) / 4
    along = float(np.dot(nose - middle, across / span)) / span
    return along, span, (float(middle[0]), float(middle[1]))


def _screen_peak(picture: Picture) -> float:
    """The grid of a screen meets that of the camera in regular stripes: sharp peaks among the fine detail."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    side = min(256, *grey.shape)
    top, left = (grey.shape[0] - side) // 2, (grey.shape[1] - side) // 2
    window = np.outer(np.hanning(side), np.hanning(side)).astype(np.float32)
    middle = (grey[top : top + side, left : left + side] - grey.mean()) * window
    spectrum = np.abs(np.fft.fftshift(np.fft.fft2(middle)))
    rows, columns = np.ogrid[:side, :side]
    radius = np.hypot(rows - side / 2, columns - side / 2)
    ring = spectrum[(radius > side * 0.18) & (radius < side * 0.5)]
    return float(ring.max() / (np.percentile(ring, 99) + 1e-6))
