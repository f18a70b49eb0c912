"""Draws the ink of a line: a mask per run, before colour and damage (damage.py)."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from scripts.recogniser.chance import happens

SIZES = (22, 26, 30, 34, 40)  # pixels an em
# Lookalikes of what cards are most likely printed in (Times New Roman, Arial) come more often.
LIKELY_FAMILIES = ("Liberation", "tinos", "arimo", "TeX Gyre", "DejaVu")
LIKELY_SHARE = 0.2
WIDEST = 1600  # pixels; what is drawn wider is not used


@dataclass
class Ink:
    """Masks [runs, height, width] of float32 in 0..1, and the em of the line in pixels."""

    runs: list[np.ndarray]
    em: int


class TooWide(Exception):
    """The text in this font is longer than a line may be."""


@lru_cache(maxsize=4096)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def choose_font(chance: Random, families: dict[str, list[str]]) -> str:
    """A font file: a family first, so that one with many files counts no more than one with few."""
    likely = [family for family in LIKELY_FAMILIES if family in families]
    if likely and happens(chance, LIKELY_SHARE):
        return chance.choice(families[chance.choice(likely)])
    return chance.choice(families[chance.choice(list(families))])


def _write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, font: ImageFont.FreeTypeFont, gap: float
) -> None:
    """Writes on a baseline, letter by letter where letters are to stand wider or closer than the font says."""
    if not gap:
        draw.text(at, text, font=font, fill=255, anchor="ls")
        return
    x = at[0]
    for letter in text:
        draw.text((x, at[1]), letter, font=font, fill=255, anchor="ls")
        x += font.getlength(letter) + gap


def _length(text: str, font: ImageFont.FreeTypeFont, gap: float) -> float:
    return font.getlength(text) + gap * len(text)


def _margin(chance: Random, em: int) -> float:
    """Room between ink and border as a detector's box leaves it: mostly little, at times cutting into the ink."""
    if happens(chance, 0.6):
        return chance.uniform(-0.04, 0.2) * em
    return chance.uniform(0.1, 0.5) * em


def draw_line(chance: Random, texts: list[str], families: dict[str, list[str]]) -> Ink:
    """Draws the runs on one baseline and cuts the masks to a box around the ink."""
    em = chance.choice(SIZES)
    path = choose_font(chance, families)
    fonts = [_font(path, em)]
    gap = chance.uniform(-0.04, 0.16) * em if happens(chance, 0.15) else 0.0
    for _ in texts[1:]:
        other = choose_font(chance, families) if happens(chance, 0.3) else chance.choice(_sisters(path, families))
        fonts.append(_font(other, max(16, round(em * chance.uniform(0.85, 1.3)))))
    lengths = [_length(text, font, gap) for text, font in zip(texts, fonts, strict=True)]
    side = em
    width = int(sum(lengths)) + 2 * side
    if width > WIDEST * em / 32:
        raise TooWide
    baseline = round(1.6 * em)
    x = float(side)
    masks = []
    for text, font, length in zip(texts, fonts, lengths, strict=True):
        sheet = Image.new("L", (width, 2 * baseline))
        _write(ImageDraw.Draw(sheet), (x, baseline), text, font, gap)
        masks.append(np.asarray(sheet))
        x += length
    return Ink(_cut(chance, masks, em), em)


def _sisters(path: str, families: dict[str, list[str]]) -> list[str]:
    return next(files for files in families.values() if path in files)


def _cut(chance: Random, masks: list[np.ndarray], em: int) -> list[np.ndarray]:
    """Cuts the masks to the ink and a random margin; where the box is larger than the sheet it is filled with 0."""
    whole = masks[0] if len(masks) == 1 else np.maximum(masks[0], masks[1])
    rows, columns = np.flatnonzero(whole.max(1) > 40), np.flatnonzero(whole.max(0) > 40)
    if not len(rows):
        raise TooWide
    top = round(rows[0] - _margin(chance, em))
    bottom = round(rows[-1] + 1 + _margin(chance, em))
    left = round(columns[0] - chance.uniform(-0.02, 0.5) * em)
    right = round(columns[-1] + 1 + chance.uniform(-0.02, 0.5) * em)
    if bottom - top < 0.5 * em:  # a line of dots and dashes alone would be blown up beyond recognition
        middle = (top + bottom) / 2
        top, bottom = round(middle - 0.4 * em), round(middle + 0.4 * em)
    cut = []
    for mask in masks:
        inner = mask[max(0, top) : bottom, max(0, left) : right]
        padding = (max(0, -top), max(0, bottom - mask.shape[0]), max(0, -left), max(0, right - mask.shape[1]))
        padded = cv2.copyMakeBorder(inner, *padding, cv2.BORDER_CONSTANT, value=0) if any(padding) else inner
        cut.append(padded.astype(np.float32) / 255)
    return cut
