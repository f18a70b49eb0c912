"""A head made of numbers: a surface with its features, painted, turned, lit and drawn. Nobody's photograph is in it.

Lengths are in units of half a face's height; x to the right of the picture, y up, z towards the camera.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]
Picture: TypeAlias = NDArray[np.uint8]

ROWS, COLUMNS = 420, 480


@dataclass(frozen=True)
class Looks:
    """What makes one person another; 1 and 0 are the average."""

    width: float
    jaw: float
    chin: float
    eyes_apart: float
    eyes_high: float
    eye_width: float
    eye_height: float
    eye_tilt: float
    brow_high: float
    brow_thick: float
    brow_bend: float
    nose_long: float
    nose_wide: float
    nose_high: float
    mouth_wide: float
    mouth_low: float
    lips_thick: float
    cheeks: float
    hairline: float
    parting: float
    skin: tuple[float, float, float]
    """Blue, green, red, 0 to 255."""
    lips: tuple[float, float, float]
    hair: tuple[float, float, float]
    wrinkles: float
    beard: float
    fringe: float
    """How far the hair comes down over the forehead."""
    long_hair: float
    glasses: float
    """0: none; else the width of their rims."""
    smile: float
    texture: int


@dataclass(frozen=True)
class Pose:
    """Degrees; `turn` + to the person's left, `nod` + up; `near`: 1 at arm's length."""

    turn: float = 0.0
    nod: float = 0.0
    near: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)
    light: tuple[float, float] = (-0.35, 0.45)
    """Where it comes from: right and up."""


def draw(looks: Looks, pose: Pose, size: tuple[int, int], background: Picture | None = None) -> Picture:
    """`size` is (width, height) in pixels."""
    points, colours, normals = _surface(looks)
    turned, lit = points @ _rotation(pose).T, normals @ _rotation(pose).T
    light = np.array([*pose.light, 1.0], np.float32)
    shade = 0.42 + 0.62 * np.clip(lit @ (light / np.linalg.norm(light)), 0, 1)[:, None]
    width, height = size
    scale = 0.30 * height * pose.near
    depth = 6.0 / (6.0 - turned[:, 2])
    x = (width / 2 + pose.shift[0] * width + turned[:, 0] * depth * scale).astype(np.int32)
    y = (height * 0.52 + pose.shift[1] * height - turned[:, 1] * depth * scale).astype(np.int32)
    picture = (np.full((height, width, 3), 200, np.uint8) if background is None else background).copy()
    _shoulders(picture, looks, pose, scale)
    facing = (lit[:, 2] > -0.05) & (x >= 0) & (x < width) & (y >= 0) & (y < height)
    order = np.argsort(turned[facing, 2], kind="stable")
    drawn = np.zeros((height, width), np.uint8)
    picture[y[facing][order], x[facing][order]] = np.clip(colours * shade, 0, 255)[facing][order].astype(np.uint8)
    drawn[y[facing][order], x[facing][order]] = 1
    return _without_holes(picture, drawn)


def _without_holes(picture: Picture, drawn: NDArray[np.uint8]) -> Picture:
    closed = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    holes = (closed == 1) & (drawn == 0)
    filled = np.where(holes[..., None], cv2.medianBlur(picture, 7), picture)
    return np.asarray(cv2.GaussianBlur(filled, (0, 0), 0.8), np.uint8)


def _shoulders(picture: Picture, looks: Looks, pose: Pose, scale: float) -> None:
    height, width = picture.shape[:2]
    middle = (int(width / 2 + pose.shift[0] * width), int(height * 0.52 + pose.shift[1] * height))
    neck = tuple(int(channel * 0.7) for channel in looks.skin)
    half = int(0.42 * scale * looks.width)
    cv2.rectangle(picture, (middle[0] - half, middle[1]), (middle[0] + half, middle[1] + int(1.5 * scale)), neck, -1)
    cloth = (60 + looks.texture % 60, 60 + looks.texture * 7 % 80, 70 + looks.texture * 13 % 120)
    cv2.ellipse(
        picture, (middle[0], middle[1] + int(2.0 * scale)), (int(1.7 * scale), int(0.8 * scale)), 0, 180, 360, cloth, -1
    )
    cv2.rectangle(
        picture, (middle[0] - int(1.7 * scale), middle[1] + int(2.0 * scale)), (middle[0] + int(1.7 * scale), height),
        cloth, -1,
    )  # fmt: skip


def _rotation(pose: Pose) -> Array:
    turn, nod = np.deg2rad(pose.turn), -np.deg2rad(pose.nod)
    about_y = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(nod), -np.sin(nod)], [0, np.sin(nod), np.cos(nod)]])
    return np.asarray(about_x @ about_y, np.float32)


@lru_cache(maxsize=8)
def _surface(looks: Looks) -> tuple[Array, Array, Array]:
    """Points, colours and normals, one row each per sample of the surface."""
    across, up = np.meshgrid(
        np.linspace(-1.75, 1.75, COLUMNS, dtype=np.float32), np.linspace(-1.45, 1.45, ROWS, dtype=np.float32)
    )
    below = np.clip(-np.sin(up), 0, 1)
    taper: Any = 1 - (0.30 - 0.22 * looks.jaw) * below**1.6
    x: Any = 0.80 * looks.width * np.sin(across) * np.cos(up) ** 0.8 * taper
    y: Any = (1.08 + 0.10 * looks.chin * below) * np.sin(up)
    z: Any = 0.95 * np.cos(across) * np.cos(up) ** 0.7
    front: Any = (np.cos(across) > 0.1).astype(np.float32)
    z = z + front * _relief(looks, x, y)
    grid = np.dstack([x, y, z])
    normals = np.cross(np.gradient(grid, axis=1), np.gradient(grid, axis=0))
    normals /= np.linalg.norm(normals, axis=2, keepdims=True) + 1e-6
    colours = _paint(looks, x, y, z, front)
    return grid.reshape(-1, 3), colours.reshape(-1, 3), normals.reshape(-1, 3).astype(np.float32)


def _bump(x: Any, y: Any, at: tuple[float, float], width: float, height: float) -> Array:
    return np.asarray(np.exp(-(((x - at[0]) / width) ** 2) - ((y - at[1]) / height) ** 2), np.float32)


def _eyes(looks: Looks) -> tuple[float, float]:
    return 0.34 * looks.eyes_apart, 0.16 + 0.08 * looks.eyes_high


def _nose_tip(looks: Looks) -> float:
    return -0.20 - 0.12 * looks.nose_long


def _mouth(looks: Looks) -> float:
    return -0.50 - 0.08 * looks.mouth_low - 0.05 * looks.nose_long


def _relief(looks: Looks, x: Any, y: Any) -> Array:
    apart, high = _eyes(looks)
    tip = _nose_tip(looks)
    ridge = np.clip((high - y) / (high - tip), 0, 1) * (y > tip - 0.02) * (y < high)
    nose = 0.27 * looks.nose_high * ridge * np.exp(-((x / (0.09 * looks.nose_wide)) ** 2))
    nose = nose + 0.26 * looks.nose_high * _bump(x, y, (0, tip), 0.13 * looks.nose_wide, 0.09)
    sides = sum(_bump(x, y, (side * 0.14 * looks.nose_wide, tip - 0.01), 0.07, 0.06) for side in (-1, 1))
    sockets = sum(_bump(x, y, (side * apart, high), 0.20, 0.12) for side in (-1, 1))
    balls = sum(_bump(x, y, (side * apart, high), 0.12, 0.07) for side in (-1, 1))
    brows = sum(_bump(x, y, (side * apart, high + 0.20), 0.24, 0.07) for side in (-1, 1))
    cheeks = sum(_bump(x, y, (side * 0.46, -0.16), 0.22, 0.18) for side in (-1, 1))
    mouth = _mouth(looks)
    lips = _bump(x, y, (0, mouth + 0.05), 0.24 * looks.mouth_wide, 0.05) + _bump(
        x, y, (0, mouth - 0.06), 0.20 * looks.mouth_wide, 0.05
    )
    chin = _bump(x, y, (0, -0.86), 0.24, 0.14)
    relief = nose + 0.06 * sides - 0.11 * sockets + 0.06 * balls + 0.05 * brows + (0.05 + 0.05 * looks.cheeks) * cheeks
    return np.asarray(relief + 0.06 * looks.lips_thick * lips + 0.07 * chin, np.float32)


def _paint(looks: Looks, x: Any, y: Any, z: Any, front: Any) -> Array:
    random = np.random.default_rng(looks.texture)
    tone = cv2.GaussianBlur(random.normal(0, 1, x.shape).astype(np.float32), (0, 0), 9) * 40
    grain = cv2.GaussianBlur(random.normal(0, 1, x.shape).astype(np.float32), (0, 0), 1.2) * 5
    colours: Any = np.array(looks.skin, np.float32)[None, None] + (tone + grain)[..., None]
    apart, high = _eyes(looks)
    cheeks = sum(_bump(x, y, (side * 0.46, -0.18), 0.2, 0.14) for side in (-1, 1)) * front
    colours += np.asarray(cheeks)[..., None] * np.array([-6, -4, 12], np.float32)

    def lay(mask: Any, colour: tuple[float, ...]) -> None:
        nonlocal colours
        part = (np.clip(mask, 0, 1) * front)[..., None]
        colours = colours * (1 - part) + part * np.array(colour, np.float32)

    if looks.wrinkles:
        lines = sum(np.exp(-(((y - 0.62 + 0.09 * n + 0.03 * np.cos(3 * x)) / 0.010) ** 2)) for n in range(3))
        folds = sum(
            np.exp(-(((side * x - 0.20 + 0.32 * (y + 0.38)) / 0.018) ** 2)) * (y < -0.2) * (y > -0.62)
            for side in (-1, 1)
        )
        lay(0.30 * looks.wrinkles * (lines + folds) * (abs(x) < 0.6), tuple(0.55 * part for part in looks.skin))
    for side in (-1, 1):
        _paint_eye(looks, lay, x, y, side)
    tip = _nose_tip(looks)
    for side in (-1, 1):
        lay(0.8 * _bump(x, y, (side * 0.075 * looks.nose_wide, tip - 0.055), 0.035, 0.018), (30, 35, 60))
    lay(0.28 * _bump(x, y, (0, tip - 0.10), 0.16, 0.02), tuple(0.5 * part for part in looks.skin))
    _paint_mouth(looks, lay, x, y)
    if looks.beard:
        around = _bump(x, y, (0, _mouth(looks) - 0.05), 0.34, 0.26) - 1.4 * _bump(x, y, (0, _mouth(looks)), 0.22, 0.07)
        moustache = _bump(x, y, (0, _mouth(looks) + 0.13), 0.2, 0.04)
        lay(looks.beard * (0.55 * around + 0.4 * moustache), looks.hair)
    if looks.glasses:
        _paint_glasses(looks, lay, x, y, (apart, high))
    line = 0.74 + 0.10 * looks.hairline - 0.10 * np.abs(x - 0.2 * looks.parting) - 0.32 * looks.fringe
    sides = (np.abs(x) > (0.66 - 0.10 * looks.long_hair) * looks.width) & (y > -0.05 - 1.2 * looks.long_hair)
    strands = 1 + 0.25 * np.sin(60 * x + 8 * y + looks.texture)
    hair = np.clip(np.maximum((y - line) / 0.05, sides.astype(np.float32)), 0, 1)[..., None]
    back = (z < 0.05)[..., None] & (y > -0.4 - looks.long_hair)[..., None]
    hair = np.maximum(hair, back.astype(np.float32))
    return np.asarray(colours * (1 - hair) + hair * np.array(looks.hair, np.float32) * strands[..., None], np.float32)


def _paint_eye(looks: Looks, lay: Any, x: Any, y: Any, side: int) -> None:
    apart, high = _eyes(looks)
    across = (x - side * apart) / (0.135 * looks.eye_width)
    level = y - high - 0.10 * looks.eye_tilt * (side * x - apart)
    up = level / (0.058 * looks.eye_height)
    lid = 1 - across**2
    opened = 1 / (1 + np.exp(-14 * (lid - np.abs(up))))
    lay(0.25 * _bump(x, y, (side * apart, high + 0.02), 0.20, 0.12), tuple(0.6 * part for part in looks.skin))
    lay(opened, (225, 232, 236))
    iris = np.hypot(x - side * apart, level) / 0.060
    lay(opened * (iris < 1), (25, 45, 75))
    lay(opened * (iris < 0.5), (8, 8, 10))
    lay(opened * (np.hypot(x - side * apart + 0.02, level - 0.02) < 0.013), (250, 250, 250))
    edge = np.exp(-(((up - np.clip(lid, 0, 1)) / 0.22) ** 2)) * (np.abs(across) < 1.12) * (up > -0.3)
    lay(0.95 * edge, (18, 20, 26))
    crease = np.exp(-(((up - 1.0 - 1.1 * np.clip(lid, 0, 1)) / 0.25) ** 2)) * (np.abs(across) < 1.1)
    lay(0.35 * crease, tuple(0.5 * part for part in looks.skin))
    lower = np.exp(-(((up + np.clip(lid, 0, 1)) / 0.2) ** 2)) * (np.abs(across) < 1.0)
    lay(0.4 * lower, (60, 70, 110))
    bend = high + 0.20 + 0.07 * looks.brow_high + 0.05 * looks.brow_bend * (1 - across**2 / 2)
    brow = np.exp(-(((y - bend) / (0.030 * looks.brow_thick)) ** 2)) * (np.abs(across) < 1.5)
    lay(0.92 * brow, tuple(0.8 * part for part in looks.hair))


def _paint_glasses(looks: Looks, lay: Any, x: Array, y: Array, at: tuple[float, float]) -> None:
    apart, high = at
    for side in (-1, 1):
        away = np.hypot((x - side * apart) / 0.25, (y - high + 0.01) / 0.17)
        lay(0.95 * np.exp(-(((away - 1) / (0.07 * looks.glasses)) ** 2)), (24, 22, 30))
    bridge = (np.abs(x) < apart - 0.24) & (np.abs(y - high - 0.02) < 0.014 * looks.glasses)
    arms = (np.abs(x) > apart + 0.25) & (np.abs(y - high - 0.03) < 0.016 * looks.glasses)
    lay(0.95 * (bridge | arms), (24, 22, 30))


def _paint_mouth(looks: Looks, lay: Any, x: Array, y: Array) -> None:
    mouth, half = _mouth(looks), 0.25 * looks.mouth_wide
    across = np.clip(1 - (x / half) ** 2, 0, 1)
    line = mouth + 0.018 * np.cos(x / half * 2.2) + 0.05 * looks.smile * (x / half) ** 2
    upper = 0.072 * looks.lips_thick * across**0.7 * (1 - 0.3 * np.exp(-((x / 0.04) ** 2)))
    lower = 0.085 * looks.lips_thick * across**0.6
    inside = ((y <= line + upper) & (y >= line - lower) & (across > 0)).astype(np.float32)
    lay(0.85 * cv2.GaussianBlur(inside, (0, 0), 1.5), looks.lips)
    lay(0.9 * np.exp(-(((y - line) / 0.011) ** 2)) * (across > 0.02), tuple(0.35 * part for part in looks.lips))
    lay(0.3 * _bump(x, y, (0, line.mean() - 0.13), 0.15, 0.03), tuple(0.55 * part for part in looks.skin))
