"""Where the lines of text are, and what stands on each: one finder, two readers.

PaddleOCR's finder and recogniser run on onnxruntime; Tesseract reads the same lines a second time. Neither knows the
other, and they err in different places: PaddleOCR in letters of a typeface it never saw, Tesseract on blur and noise.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from services.identity.engines.cards.models import DETECTOR, RECOGNISER, ModelBroken, model_folder
from services.identity.engines.pictures import Picture
from services.identity.rules.card_labels import Word

UNCLIP = 1.8
"""How far a found line is widened: with the usual 1.5 the marks over capital letters are cut off."""
DETECTION_SIDE = 960
RESOLUTION = 300

Quad = NDArray[np.float32]


@dataclass(frozen=True)
class Text:
    text: str
    confidence: float
    words: tuple[Word, ...] = ()


class LineReader(Protocol):
    name: str

    def read(self, crops: Sequence[Picture], *, figures: bool = False) -> list[Text]:
        """`figures`: nothing but digits and strokes can stand there."""
        ...


class PaddleLines:
    """Finds and reads. One in a process; it must never share it with TensorFlow or paddlepaddle."""

    def __init__(self, detector: Path | None, recogniser: Path | None, threads: int) -> None:
        os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")  # no hub is asked, at start or later
        os.environ.setdefault("OMP_NUM_THREADS", str(threads))
        from paddleocr import TextDetection, TextRecognition

        config = {"intra_op_num_threads": threads, "inter_op_num_threads": 1}
        engine: dict[str, Any] = {"engine": "onnxruntime", "device": "cpu", "engine_config": config}
        with ExitStack() as folders:
            name, folder = folders.enter_context(model_folder(detector, DETECTOR))
            self._finder = TextDetection(
                model_name=name, model_dir=str(folder), limit_side_len=DETECTION_SIDE, limit_type="max",
                unclip_ratio=UNCLIP, **engine,
            )  # fmt: skip
            name, folder = folders.enter_context(model_folder(recogniser, RECOGNISER))
            self._recogniser = TextRecognition(model_name=name, model_dir=str(folder), **engine)
        self.name = f"PaddleOCR ({name})"

    def find(self, picture: Picture) -> list[Quad]:
        """From top to bottom; corners from the upper left, clockwise."""
        found = self._finder.predict(picture)[0]["dt_polys"]
        quads = [np.asarray(quad, np.float32) for quad in found]
        return sorted(quads, key=lambda quad: (float(quad[:, 1].mean()), float(quad[:, 0].min())))

    def read(self, crops: Sequence[Picture], *, figures: bool = False) -> list[Text]:
        del figures  # its letters are fixed
        results = self._recogniser.predict(list(crops), batch_size=8) if crops else []
        return [Text(str(result["rec_text"]), float(result["rec_score"])) for result in results]


class TesseractLines:
    def __init__(self, tessdata: Path | None) -> None:
        import tesserocr

        folder = tessdata or next(iter(sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)), None)
        if folder is None or not (folder / "vie.traineddata").is_file():
            raise ModelBroken("Tesseract chưa có dữ liệu tiếng Việt (vie.traineddata).")
        self._tesseract = tesserocr.PyTessBaseAPI(
            path=str(folder), lang="vie", psm=tesserocr.PSM.SINGLE_LINE, oem=tesserocr.OEM.LSTM_ONLY
        )
        self._iterate_words, self._level = tesserocr.iterate_level, tesserocr.RIL.WORD
        self.name = f"Tesseract {tesserocr.tesseract_version().split()[1]}"

    def read(self, crops: Sequence[Picture], *, figures: bool = False) -> list[Text]:
        self._tesseract.SetVariable("tessedit_char_whitelist", "0123456789./" if figures else "")
        return [self._one(crop) for crop in crops]

    def _one(self, crop: Picture) -> Text:
        grey = np.ascontiguousarray(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY))
        height, width = grey.shape
        self._tesseract.SetImageBytes(grey.tobytes(), width, height, 1, width)
        self._tesseract.SetSourceResolution(RESOLUTION)
        self._tesseract.Recognize()
        texts, words = [], []
        for found in self._iterate_words(self._tesseract.GetIterator(), self._level):
            if found.Empty(self._level):
                continue
            left, _, right, _ = found.BoundingBox(self._level)
            texts.append(found.GetUTF8Text(self._level).strip())
            words.append(Word(found.Confidence(self._level) / 100, left / width, right / width))
        sure = sum(word.confidence for word in words) / len(words) if words else 0.0
        return Text(" ".join(texts), sure, tuple(words))


def part_of(quad: Quad, begins: float, ends: float) -> Quad:
    """A share of the line, from left to right."""
    above, below = quad[1] - quad[0], quad[2] - quad[3]
    corners = [quad[0] + begins * above, quad[0] + ends * above, quad[3] + ends * below, quad[3] + begins * below]
    return np.stack(corners).astype(np.float32)


def enlarged(crop: Picture, height: int) -> Picture:
    scale = height / crop.shape[0]
    return np.asarray(cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)


def cut_out(picture: Picture, quad: Quad, margin: tuple[float, float] = (0.0, 0.0)) -> Picture:
    """The line laid straight, wider above and below by `margin` of its height."""
    above, below = margin
    left, right = quad[3] - quad[0], quad[2] - quad[1]
    wider = quad + np.stack([-above * left, -above * right, below * right, below * left])
    width = round(float(max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3]))))
    height = round(float(max(np.linalg.norm(left), np.linalg.norm(right))) * (1 + above + below))
    width, height = max(width, 8), max(height, 8)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    view = cv2.getPerspectiveTransform(wider.astype(np.float32), flat)
    return np.asarray(
        cv2.warpPerspective(picture, view, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )
