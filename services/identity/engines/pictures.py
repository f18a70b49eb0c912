"""Uploads of strangers → pixels that are safe to work on.

Promises: the size is judged from the header, before a pixel is decoded, so a small file that claims 200 megapixels
costs nothing; EXIF orientation is applied; what comes out of `clean_jpeg` carries no metadata and no place.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError, WebPImagePlugin  # noqa: F401 - Pillow learns WebP by it

from services.identity.rules.fingerprints import Fingerprint
from services.identity.rules.picture_errors import (
    BLURRED,
    DARK,
    GLARE,
    TOO_SMALL,
    NotAPicture,
    PictureBroken,
    PictureTooLarge,
    PictureTooSmall,
)

Picture: TypeAlias = NDArray[np.uint8]
"""Height × width × 3, blue-green-red as OpenCV has it."""

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 60_000_000
"""The largest phone cameras in their ordinary mode give 50 million."""
LONGEST_SIDE = 2400
SHORTEST_SIDE = 240

LEGIBLE_SIDE = 800
"""Longer side below which the small print of a card does not survive."""
SHARPNESS_SIDE = 1000
SHARPNESS = 45.0
"""Variance of the Laplacian at SHARPNESS_SIDE and full brightness."""
DARK_LEVEL = 60.0
"""Median brightness of 255."""
WHITE_LEVEL = 253
GLARE_SHARE = 0.015
"""Share of the picture that one burnt-out spot covers."""
ROUND_ENOUGH = 0.55
"""Of its box that a spot fills: white paper between lines of print is ragged, a reflection is round."""
LARGEST_SPOT = 0.25
"""A larger white area is paper or a wall, not a reflection."""


def open_picture(content: bytes, *, longest_side: int = LONGEST_SIDE) -> Picture:
    """Raises a leaf of PictureRefused."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise PictureTooLarge
            if min(image.size) < SHORTEST_SIDE:
                raise PictureTooSmall
            image.draft("RGB", (longest_side, longest_side))  # a JPEG is decoded at a half or a quarter at once
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureTooLarge from None
    except UnidentifiedImageError:
        raise NotAPicture from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow's decoders raise for broken data
        raise PictureBroken from None
    upright.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    return np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])


def clean_jpeg(picture: Picture, quality: int = 88) -> bytes:
    """The picture and nothing else: no EXIF, no GPS, no thumbnail."""
    _, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return encoded.tobytes()


LOOK = 24
CLEAR_STEP, POSSIBLE_STEP = 14.0, 10.0
"""In a picture whose grey values are spread by 50. Smaller differences are noise: a plain wall has no look."""


def quality_of(picture: Picture) -> list[str]:
    """Codes of rules.picture_errors.QUALITY_WORDS; empty for a good picture. Judge the card or the face alone, cut out
    of its background."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    found = []
    if max(picture.shape[:2]) < LEGIBLE_SIDE:
        found.append(TOO_SMALL)
    if sharpness(picture) < SHARPNESS:
        found.append(BLURRED)
    if float(np.median(grey)) < DARK_LEVEL:
        found.append(DARK)
    if _largest_white_spot(grey) > GLARE_SHARE:
        found.append(GLARE)
    return found


def sharpness(picture: Picture) -> float:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = SHARPNESS_SIDE / max(grey.shape)
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    gain = 230 / max(float(np.percentile(grey, 95)), 20)  # a dark picture is not a blurred one
    return float(cv2.Laplacian(cv2.GaussianBlur(grey, (3, 3), 0), cv2.CV_64F).var()) * gain * gain


def fingerprint(picture: Picture) -> Fingerprint:
    pixels = hashlib.sha256(f"{picture.shape}".encode() + np.ascontiguousarray(picture).tobytes()).hexdigest()
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (LOOK + 1, LOOK), interpolation=cv2.INTER_AREA).astype(np.float32)
    small *= 50 / (small.std() + 1e-3)  # a brighter copy is a copy
    steps = small[:, 1:] - small[:, :-1]
    bits = np.packbits([steps > CLEAR_STEP, steps > POSSIBLE_STEP, steps < -CLEAR_STEP, steps < -POSSIBLE_STEP])
    return Fingerprint(pixels, bits.tobytes().hex())


def _largest_white_spot(grey: NDArray[Any]) -> float:
    small = cv2.resize(grey, (320, 240), interpolation=cv2.INTER_AREA)
    count, _, stats, _ = cv2.connectedComponentsWithStats((small >= WHITE_LEVEL).astype(np.uint8))
    shares = [
        float(area) / small.size
        for _, _, width, height, area in stats[1:count]
        if area / (width * height) >= ROUND_ENOUGH
    ]
    return max((share for share in shares if share <= LARGEST_SPOT), default=0.0)
