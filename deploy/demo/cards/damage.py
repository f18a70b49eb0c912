"""What lies between a card and its photograph: 0 a clean scan, 1 a careful photograph, 2 an ordinary one in the hand,
3 one that a person should take again.

On a background of its own colour: turned, tilted, lit from a side, a reflection, out of focus, noise, JPEG.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint8]
FRAME = (900, 1350)


@dataclass(frozen=True)
class Level:
    degrees: float
    tilt: float
    """Pixels by which each corner may stray."""
    scale: tuple[float, float]
    light: float
    reflection: float
    """Brightness added by the brightest spot; 0 for none."""
    blur: tuple[float, float]
    shaken: float
    """How often the hand moved while the picture was taken."""
    noise: float
    jpeg: tuple[int, ...]


LEVELS = {
    1: Level(2, 8, (1.0, 1.1), 0.08, 0, (0.4, 0.4), 0, 2, (90,)),
    2: Level(5, 26, (0.85, 1.1), 0.22, 90, (0.6, 1.2), 0, 5, (75,)),
    3: Level(5, 38, (0.72, 1.0), 0.32, 130, (1.2, 1.9), 0.5, 8, (45, 55, 65)),
}


def damaged(card: Pixels, level: int, chance: Random) -> bytes:
    """The photograph as JPEG."""
    if level == 0:
        return _jpeg(card, 92)
    how = LEVELS[level]
    noise = np.random.default_rng(chance.getrandbits(32))
    picture = _lit(_laid_down(card, how, chance, noise), how, chance)
    picture = _out_of_focus(picture, how, chance)
    picture = (picture + how.noise * noise.standard_normal(picture.shape, np.float32)).clip(0, 255)
    return _jpeg(picture.astype(np.uint8), chance.choice(how.jpeg))


def turned(photograph: bytes, quarters: int) -> bytes:
    """The telephone held sideways or upside down, without a word about it in the file."""
    picture = cv2.imdecode(np.frombuffer(photograph, np.uint8), cv2.IMREAD_COLOR)
    return _jpeg(np.ascontiguousarray(np.rot90(picture, quarters)).astype(np.uint8), 90)


def _laid_down(card: Pixels, how: Level, chance: Random, noise: np.random.Generator) -> NDArray[np.float32]:
    rows, columns = FRAME
    grain = cv2.GaussianBlur(25 * noise.standard_normal((rows // 2, columns // 2, 3), np.float32), (0, 0), 1.5)
    table = np.array([chance.randint(60, 190) for _ in range(3)], np.float32) + cv2.resize(grain, (columns, rows))
    height, width = card.shape[:2]
    angle, size = np.deg2rad(chance.uniform(-how.degrees, how.degrees)), chance.uniform(*how.scale)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) * size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = (corners - [width / 2, height / 2]) @ turn.T + [columns / 2, rows / 2]
    seen += [[chance.uniform(-how.tilt, how.tilt) for _ in range(2)] for _ in range(4)]
    view = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    photographed = cv2.warpPerspective(card, view, (columns, rows), flags=cv2.INTER_AREA)
    inside = cv2.warpPerspective(np.full((height, width), 255, np.uint8), view, (columns, rows))
    return np.where(inside[..., None] > 127, photographed, table).astype(np.float32)


def _lit(picture: NDArray[Any], how: Level, chance: Random) -> NDArray[Any]:
    y, x = np.arange(FRAME[0], dtype=np.float32)[:, None], np.arange(FRAME[1], dtype=np.float32)[None, :]
    towards = chance.uniform(0, 2 * np.pi)
    picture = picture * (1 + how.light * np.sin(towards + (x * np.cos(towards) + y * np.sin(towards)) / 700))[..., None]
    if how.reflection:
        centre, spread = (chance.uniform(300, 1050), chance.uniform(200, 700)), chance.uniform(50, 130)
        # A round spot is the product of one across and one down.
        across, down = (np.exp(-((line - at) ** 2) / (2 * spread**2)) for line, at in zip((x, y), centre, strict=True))
        spot = across * down
        picture = picture + (chance.uniform(how.reflection / 2, how.reflection) * spot)[..., None]
    return picture.clip(0, 255)


def _out_of_focus(picture: NDArray[Any], how: Level, chance: Random) -> NDArray[Any]:
    blurred = cv2.GaussianBlur(picture, (0, 0), chance.uniform(*how.blur))
    if chance.random() < how.shaken:
        length = chance.choice((3, 5))
        path = np.zeros((length, length), np.float32)
        path[length // 2] = 1 / length
        blurred = cv2.filter2D(blurred, -1, path)
    return np.asarray(blurred)


def _jpeg(picture: Pixels, quality: int) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
