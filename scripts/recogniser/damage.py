"""Colour, paper and everything that a camera does to a line. Pictures are [height, width, 3] float32 RGB in 0..255."""

from random import Random

import cv2
import numpy as np

from scripts.recogniser.chance import happens
from scripts.recogniser.render import Ink

HEIGHT = 48  # of the finished line, as the network reads it
SOURCE_HEIGHTS = (48, 48, 40, 34, 28, 24, 20, 17)  # pixels of the line in the photograph before it is brought to HEIGHT


def _colour(chance: Random, low: int, high: int, spread: int = 0) -> np.ndarray:
    tone = chance.randint(low, high)
    return np.array([tone + chance.randint(-spread, spread) for _ in range(3)], np.float32).clip(0, 255)


def _paper_and_inks(chance: Random, runs: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Colours of the ground and of each run: yellow on red, red or dark on cream or a tint, rarely light on dark."""
    style = chance.random()
    if style < 0.13:
        paper = np.array([chance.randint(140, 235), chance.randint(0, 65), chance.randint(0, 65)], np.float32)
        ink = np.array([chance.randint(220, 255), chance.randint(185, 250), chance.randint(40, 235)], np.float32)
        return paper, [ink] * runs
    if style < 0.17:
        return _colour(chance, 10, 90, 25), [_colour(chance, 200, 255, 10)] * runs
    if style < 0.30:  # tinted security paper: citizen cards are greenish, blueish
        paper = _colour(chance, 170, 235, 30)
    else:
        paper = _colour(chance, 200, 255) - np.array([0, chance.randint(0, 8), chance.randint(0, 25)], np.float32)
    inks = []
    for _ in range(runs):
        if happens(chance, 0.2):
            ink = np.array([chance.randint(130, 210), chance.randint(0, 60), chance.randint(0, 60)], np.float32)
        else:
            ink = _colour(chance, 0, 95, 15)
        inks.append(ink)
    return paper, inks


def _weight(chance: Random, mask: np.ndarray, em: int) -> np.ndarray:
    """Fattens or thins the strokes a little, as printing does."""
    style = chance.random()
    kernel = np.ones((2, 2) if em < 34 else (3, 3), np.uint8)
    if style < 0.08:
        return np.maximum(mask * 0.3, cv2.dilate(mask, kernel))
    if style < 0.16:
        return 0.5 * mask + 0.5 * cv2.erode(mask, kernel)
    return mask


def _bend(chance: Random, masks: list[np.ndarray]) -> list[np.ndarray]:
    """Slope, slant and perspective; the box grows with the slope only in part, as boxes do."""
    height, width = masks[0].shape
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    target = source.copy()
    target[:, 1] += (source[:, 0] - width / 2) * chance.gauss(0, 0.012)
    target[:, 0] += (source[:, 1] - height / 2) * chance.gauss(0, 0.09)
    target[:, 1] += np.array([chance.uniform(-0.06, 0.06) * height for _ in range(4)], np.float32)
    (left, top), (right, bottom) = target.min(0), target.max(0)
    tall = int(height + max(0.0, bottom - top - height) * chance.uniform(0, 0.6))
    wide = max(8, int(right - left))
    target -= np.array([left, (top + bottom) / 2 - tall / 2], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    return [cv2.warpPerspective(mask, matrix, (wide, tall), flags=cv2.INTER_LINEAR) for mask in masks]


def _guilloche(chance: Random, picture: np.ndarray) -> None:
    """Waves of a security print behind the text, lighter or darker than the paper."""
    height, width = picture.shape[:2]
    x = np.arange(width)
    step = chance.uniform(3, 14)
    slope, bow, length = chance.uniform(-0.6, 0.6), chance.uniform(0, 0.6) * height, chance.uniform(15, 120)
    factor = chance.uniform(0.82, 1.08)
    tint = np.array([factor * chance.uniform(0.95, 1.05) for _ in range(3)], np.float32)
    start = -height - abs(slope) * width
    for line in range(chance.randint(2, 24)):
        y = (start + line * step * 2 + slope * x + bow * np.sin(x / length + line * 0.3)) % (2 * height)
        y = y.astype(int)
        inside = y < height
        picture[y[inside], x[inside]] *= tint


def _stray_ink(chance: Random, picture: np.ndarray, ink: np.ndarray) -> None:
    """A rule, a bar's edge or feet of the next line, at the upper or lower border of the box."""
    height, width = picture.shape[:2]
    thickness = max(1, round(height * chance.uniform(0.02, 0.07)))
    rows = slice(0, thickness) if happens(chance, 0.5) else slice(height - thickness, height)
    if happens(chance, 0.5):
        picture[rows] = 0.5 * picture[rows] + 0.5 * ink
        return
    for _ in range(chance.randint(1, 8)):
        left = chance.randrange(width)
        picture[rows, left : left + max(2, height // 10)] = ink


def _light(chance: Random, picture: np.ndarray) -> np.ndarray:
    """Uneven light, glare and low contrast."""
    width = picture.shape[1]
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :, None]
    if happens(chance, 0.5):
        picture *= 1 + chance.uniform(-0.3, 0.3) * across
    if happens(chance, 0.25):
        spot = np.exp(-(((np.arange(width) - chance.uniform(0, width)) / (chance.uniform(0.05, 0.4) * width + 5)) ** 2))
        picture += chance.uniform(20, 120) * spot.astype(np.float32)[None, :, None]
    if happens(chance, 0.3):
        picture = (picture - 128) * chance.uniform(0.35, 1) + 128 + chance.uniform(-35, 35)
    return picture


def _blur(chance: Random, picture: np.ndarray) -> np.ndarray:
    height = picture.shape[0]
    style = chance.random()
    if style < 0.45:
        return cv2.GaussianBlur(picture, (0, 0), chance.uniform(0.3, 1.4) * height / 40)
    if style < 0.58:
        length = chance.choice([3, 5]) if height > 24 else 3
        kernel = np.zeros((length, length), np.float32)
        if happens(chance, 0.4):
            kernel[length // 2] = 1 / length
        elif happens(chance, 0.5):
            kernel[:, length // 2] = 1 / length
        else:
            np.fill_diagonal(kernel, 1 / length)
        return cv2.filter2D(picture, -1, kernel)
    if style < 0.62:  # a scanner's sharpening
        return picture + chance.uniform(0.3, 1.0) * (picture - cv2.GaussianBlur(picture, (0, 0), 1.2))
    return picture


def photographed(chance: Random, noise: np.random.Generator, ink: Ink, strength: float = 1.0) -> np.ndarray:
    """The finished line, [HEIGHT, width, 3] uint8 BGR. `strength` 0 is a clean scan, 1 the full mixture of damage."""
    masks = [_weight(chance, mask, ink.em) for mask in ink.runs]
    if happens(chance, 0.6 * strength):
        masks = _bend(chance, masks)
    tall, wide = masks[0].shape
    height = chance.choice(SOURCE_HEIGHTS) if happens(chance, strength) else HEIGHT
    stretch = chance.uniform(0.85, 1.2) if happens(chance, 0.3) else 1.0
    width = max(8, round(wide * height / tall * stretch))
    way = cv2.INTER_AREA if height < tall else cv2.INTER_LINEAR
    masks = [cv2.resize(mask, (width, height), interpolation=way) for mask in masks]
    paper, inks = _paper_and_inks(chance, len(masks))
    picture = np.empty((height, width, 3), np.float32)
    picture[:] = paper
    if happens(chance, 0.35 * strength):
        _guilloche(chance, picture)
    for mask, colour in zip(masks, inks, strict=True):
        picture += (colour - picture) * mask[..., None]
    if happens(chance, 0.12 * strength):
        _stray_ink(chance, picture, inks[0])
    if strength > 0:
        picture = _blur(chance, _light(chance, picture))
        if happens(chance, 0.6):
            grain = noise.standard_normal((height, width, 1 if happens(chance, 0.5) else 3), np.float32)
            picture = picture + grain * chance.uniform(1, 11)
    finished = picture.clip(0, 255).astype(np.uint8)[:, :, ::-1]
    if happens(chance, 0.4 * strength):
        quality = [cv2.IMWRITE_JPEG_QUALITY, chance.randint(30, 90)]
        finished = cv2.imdecode(cv2.imencode(".jpg", finished, quality)[1], cv2.IMREAD_COLOR)
    return to_height(finished)


def to_height(picture: np.ndarray) -> np.ndarray:
    """Brings a line to HEIGHT the way PaddleX does before it recognises."""
    height, width = picture.shape[:2]
    if height == HEIGHT:
        return np.ascontiguousarray(picture)
    return cv2.resize(np.ascontiguousarray(picture), (max(8, -(-HEIGHT * width // height)), HEIGHT))
