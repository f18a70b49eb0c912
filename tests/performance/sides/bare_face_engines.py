"""The same pictures through dlib and DeepFace alone: each decoded, its face found and cut out, the selfie compared with
the card and with four frames. Nothing is judged."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import numpy as np

from services.identity.engines.faces.engine import CHIP, COMPARED_FRAMES, FRAME_SIDE, PADDING, SIDE
from services.identity.engines.faces.examiner import CARD_SIDE
from services.identity.engines.faces.weights import prepare
from services.identity.settings import FaceSettings, load
from tests.performance.sides.pictures_of_faces import pictures_of_faces
from tests.performance.sides.report import report, task
from tests.performance.sides.working import Working


def main() -> None:
    registrations = pictures_of_faces(Path(task()["folder"]))
    settings = load(FaceSettings)
    with TemporaryDirectory() as home:
        landmarks = prepare(Path(home), settings.face_model, settings.face_weights_folder)
        os.environ |= {"DEEPFACE_HOME": home, "DEEPFACE_BACKEND_ENGINE": "onnx"}
        import dlib
        from deepface import DeepFace

        detector, shapes = dlib.get_frontal_face_detector(), dlib.shape_predictor(str(landmarks))

        def chip(content: bytes, side: int, upsample: int) -> Any:
            picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
            scale = min(1.0, side / max(picture.shape[:2]))
            rgb = np.ascontiguousarray(cv2.resize(picture, None, fx=scale, fy=scale)[:, :, ::-1])
            found = [shapes(rgb, box) for box in detector(rgb, upsample)]
            return dlib.get_face_chip(rgb, found[0], size=CHIP, padding=PADDING)[:, :, ::-1] if found else None

        def compare(one: Any, other: Any) -> None:
            DeepFace.verify(
                one, other, model_name=settings.face_model, detector_backend="skip", enforce_detection=False,
                align=False, silent=True, distance_metric="euclidean", threshold=1.0,
            )  # fmt: skip

        def work(one: Any) -> None:
            selfie, card = chip(one.selfie, SIDE, 1), chip(one.card, CARD_SIDE, 0)
            faces = [face for face in (chip(frame, FRAME_SIDE, 0) for frame in one.frames) if face is not None]
            for other in (card, *faces[:COMPARED_FRAMES]):
                if other is not None:
                    compare(selfie, other)

        work(registrations[0])
        working = Working()
        for one in registrations:
            with working:
                work(one)
    report(len(registrations), working.total, **working.told())


if __name__ == "__main__":
    main()
