"""Lines of a sheet that lay a little askew in the scanner are made level: by the angle at which the rows of the page
differ most in how dark they are."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

MOST_DEGREES = 4.0
WIDTH = 900
LEAST = 0.15
MOST_GRAINS = 16


def straightened(grey: Image.Image) -> Image.Image:
    angle = _angle(grey)
    if abs(angle) < LEAST:
        return grey
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=_paper(grey))


def cleaned(grey: Image.Image) -> Image.Image:
    """Paper that is not quite white, and the grains of a scanner on it, are made white: each grain would be looked at
    as if it were a letter."""
    paper = _paper(grey)
    points = np.asarray(grey)
    grains = float(np.asarray(grey)[points > paper - 80].std())
    if grains > MOST_GRAINS:
        points = np.asarray(grey.filter(ImageFilter.MedianFilter(3)))
    lightest = paper - min(60.0, max(25.0, 2.5 * grains))
    return Image.fromarray((points.astype(np.float32) * 255 / lightest).clip(0, 255).astype(np.uint8))


def _angle(grey: Image.Image) -> float:
    small = grey.resize((WIDTH, max(1, round(grey.height * WIDTH / grey.width))))
    points = np.asarray(small).astype(np.int16)
    ink = Image.fromarray(np.where(points < int(points.mean()) - 40, 255, 0).astype(np.uint8))
    rough = max(np.arange(-MOST_DEGREES, MOST_DEGREES + 0.1, 0.5), key=lambda angle: _sharpness(ink, float(angle)))
    fine = max(np.arange(rough - 0.4, rough + 0.41, 0.1), key=lambda angle: _sharpness(ink, float(angle)))
    return float(fine) if _sharpness(ink, float(fine)) > 1.02 * _sharpness(ink, 0.0) else 0.0


def _sharpness(ink: Image.Image, angle: float) -> float:
    rows = np.asarray(ink.rotate(angle)).mean(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _paper(grey: Image.Image) -> int:
    return int(np.percentile(np.asarray(grey.resize((200, 200))), 90))
