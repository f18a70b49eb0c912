"""Tesseract reads a page that was made straight and upright before; red ink, as of a stamp, is looked at once more by
itself, and so is the head of the first page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from services.content.engines.scanning.straightening import cleaned, straightened
from services.content.rules.document_errors import ScannerMissing
from services.content.rules.scan_layout import Box, in_order

RESOLUTION = 300
SURE = 70
FEWEST_SURE_WORDS = 8
BLANK = 0.0004
"""Share of dark points of a sheet on which nothing stands but dust."""
HEAD = 0.4
FRAME = 0.6

Grey = NDArray[np.uint8]


class Tesseract:
    def __init__(self) -> None:
        """Raises ScannerMissing."""
        try:
            import tesserocr
        except ImportError:
            raise ScannerMissing from None
        folder = _tessdata()
        if folder is None:
            raise ScannerMissing
        self._lib = tesserocr
        self._api = tesserocr.PyTessBaseAPI(
            path=str(folder), lang="vie", psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
        )
        self.name = f"Tesseract {tesserocr.tesseract_version().split()[1]}"

    def read(self, picture: Image.Image, *, first: bool) -> dict[str, Any]:
        red = _red_ink(picture)
        grey = straightened(picture.convert("L"))
        if _dark_share(grey) < BLANK:
            return {"lines": [], "beside": self._stamps(red), "blank": True}
        grey = cleaned(grey)
        boxes = self._words(grey)
        if not _readable(boxes):
            grey, boxes = self._turned(grey, boxes)
        lines = in_order(boxes, grey.width, grey.height) if _readable(boxes) else []
        beside = [self._stamps(red)]
        if first:
            beside.append(self._sparse(grey.crop((0, 0, grey.width, int(grey.height * HEAD)))))
        return {"lines": lines, "beside": "\n".join(beside), "blank": False}

    def _words(self, grey: Image.Image) -> list[Box]:
        self._look_at(grey, self._lib.PSM.AUTO)
        return list(self._found())

    def _found(self) -> Iterator[Box]:
        level, line = self._lib.RIL.WORD, -1
        self._api.Recognize()
        iterator = self._api.GetIterator()
        if iterator is None:
            return
        for found in self._lib.iterate_level(iterator, level):
            if found.Empty(level):
                continue
            if line < 0 or found.IsAtBeginningOf(self._lib.RIL.TEXTLINE):
                line += 1
            text = found.GetUTF8Text(level).strip()
            if text:
                yield Box(text, found.Confidence(level), line, *found.BoundingBox(level))

    def _turned(self, grey: Image.Image, boxes: list[Box]) -> tuple[Image.Image, list[Box]]:
        """The sheet lay on its side or its head: which way round it says most."""
        small = grey.resize((grey.width // 2, grey.height // 2))
        ways = [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270]
        said = [(_sure_words(self._words(small.transpose(way))), way) for way in ways]
        best, way = max(said, key=lambda each: each[0])
        if best <= _sure_words(boxes):
            return grey, boxes
        upright = straightened(grey.transpose(way))
        return upright, self._words(upright)

    def _stamps(self, red: Image.Image | None) -> str:
        if red is None:
            return ""
        found = [self._sparse(red)]
        box = Image.eval(red, lambda value: 255 - value).getbbox()
        if box is not None:
            self._look_at(_without_frame(red.crop(box)), self._lib.PSM.SINGLE_BLOCK)
            found.append(self._api.GetUTF8Text())
        return "\n".join(found)

    def _sparse(self, grey: Image.Image) -> str:
        self._look_at(grey, self._lib.PSM.SPARSE_TEXT)
        return str(self._api.GetUTF8Text())

    def _look_at(self, grey: Image.Image, mode: int) -> None:
        self._api.SetPageSegMode(mode)
        self._api.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
        self._api.SetSourceResolution(RESOLUTION)


def _tessdata() -> Path | None:
    import os

    given = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(given)] if given else sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)
    return next((folder for folder in folders if (folder / "vie.traineddata").is_file()), None)


def _sure_words(boxes: list[Box]) -> int:
    return sum(box.sure >= SURE and sum(letter.isalpha() for letter in box.text) >= 2 for box in boxes)


def _readable(boxes: list[Box]) -> bool:
    """On a sheet that lies on its side, and on a photograph of people, hardly a word is sure."""
    sure = _sure_words(boxes)
    return (sure >= FEWEST_SURE_WORDS and sure * 2 >= len(boxes)) or 0 < len(boxes) <= sure + 2


def _dark_share(grey: Image.Image) -> float:
    points: Grey = np.asarray(grey)
    edge = max(1, min(points.shape) // 40)  # what a scanner draws around a sheet
    inner = points[edge:-edge, edge:-edge]
    return float((inner < int(inner.mean()) - 60).mean()) if inner.size else 0.0


def _red_ink(picture: Image.Image) -> Image.Image | None:
    """The red of the upper part of the page as black on white."""
    upper = picture.crop((0, 0, picture.width, int(picture.height * HEAD)))
    colours = np.asarray(upper.convert("RGB")).astype(np.int16)
    red, others = colours[..., 0], colours[..., 1:].max(axis=2)
    ink = (red > 110) & (red - others > 50)
    if ink.sum() < 300:
        return None
    return Image.fromarray(np.where(ink, 0, 255).astype(np.uint8))


def _without_frame(stamp: Image.Image) -> Image.Image:
    points: Grey = np.asarray(stamp).copy()
    dark = points < 128
    points[dark.mean(axis=1) > FRAME, :] = 255
    points[:, dark.mean(axis=0) > FRAME] = 255
    sheet = Image.new("L", (stamp.width + 80, stamp.height + 80), 255)
    sheet.paste(Image.fromarray(points), (40, 40))
    return sheet
