"""The card cut out of the photograph and laid straight: four corners → perspective.

Does not: know which way is up; `CardReader` notices it by what can be read.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from services.identity.engines.pictures import Picture

WIDTH = 1012
"""300 dots an inch on a card of 85.6 mm: finer than what the text needs, and one size for all that follows."""
WORKING_SIDE = 600
BORDER = 6
LEAST_SHARE = 0.12
"""Of the photograph that the card must cover."""
LEAST_FILLED = 0.9
"""A card fills its four corners; a hand or a crumpled paper does not."""
RATIOS = (1.25, 2.0)

Corners = NDArray[np.float32]


def rectify(picture: Picture, aspect_ratio: float = 1.586) -> Picture | None:
    """None where no card stands out from what it lies on."""
    corners = find_corners(picture)
    return None if corners is None else straighten(picture, corners, aspect_ratio)


def straighten(picture: Picture, corners: Corners, aspect_ratio: float) -> Picture:
    height = round(WIDTH / aspect_ratio)
    flat = np.array([[0, 0], [WIDTH, 0], [WIDTH, height], [0, height]], np.float32)
    view = cv2.getPerspectiveTransform(corners, flat)
    return np.asarray(
        cv2.warpPerspective(picture, view, (WIDTH, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )


def find_corners(picture: Picture) -> Corners | None:
    """Of the largest thing that differs from the picture's border: upper left, upper right, lower right, lower left of
    the card lying down."""
    scale = WORKING_SIDE / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    contours, _ = cv2.findContours(_unlike_border(small), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    if cv2.contourArea(hull) < LEAST_SHARE * small.shape[0] * small.shape[1]:
        return None
    corners = _four_corners(hull)
    if corners is None or cv2.contourArea(corners) < LEAST_FILLED * cv2.contourArea(hull):
        return None
    return _lying_down(corners / scale)


def _unlike_border(small: NDArray[Any]) -> NDArray[np.uint8]:
    colours = cv2.cvtColor(small, cv2.COLOR_BGR2LAB).astype(np.float32)
    edges = (colours[:BORDER], colours[-BORDER:], colours[:, :BORDER], colours[:, -BORDER:])
    background = np.median(np.concatenate([edge.reshape(-1, 3) for edge in edges]), axis=0)
    distance = cv2.GaussianBlur(np.sqrt(((colours - background) ** 2).sum(axis=2)), (0, 0), 2)
    _, unlike = cv2.threshold(distance.clip(0, 255).astype(np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(cv2.morphologyEx(unlike, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8)), np.uint8)


def _four_corners(hull: NDArray[Any]) -> Corners | None:
    length = cv2.arcLength(hull, True)
    for tolerance in np.linspace(0.01, 0.08, 15):
        shape = cv2.approxPolyDP(hull, tolerance * length, True)
        if len(shape) == 4:
            return shape[:, 0].astype(np.float32)
    return None


def _lying_down(corners: Corners) -> Corners | None:
    """Clockwise from the upper left, longer sides above and below; None when its sides are those of no card."""
    centre = corners.mean(axis=0)
    around = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    ordered = corners[np.argsort(around)]
    ordered = np.roll(ordered, -int(np.argmin(ordered.sum(axis=1))), axis=0)
    sides = np.linalg.norm(ordered - np.roll(ordered, -1, axis=0), axis=1)
    across, down = sides[0] + sides[2], sides[1] + sides[3]
    if down > across:
        ordered, across, down = np.roll(ordered, 1, axis=0), down, across
    return np.ascontiguousarray(ordered, np.float32) if RATIOS[0] < across / down < RATIOS[1] else None
