"""`python -m deploy.demo.pictures`: draws the pictures of the demonstration's articles into deploy/demo/articles."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).parent / "articles"
SIZE = (1280, 800)


def rice_fields() -> Image.Image:
    """Fields in strips up to a row of hills, a low sun, a path."""
    chance = np.random.default_rng(4)
    picture = Image.new("RGB", SIZE, "#cfe6ef")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((930, 90, 1050, 210), fill="#f6d98b")
    for left in range(-100, 1300, 150):
        height = int(chance.integers(70, 150))
        draw.ellipse((left, 330 - height, left + 380, 330 + height), fill="#7fa594")
    for number in range(12):
        top = 330 + int(470 * (number / 12) ** 1.6)
        shade = str(chance.choice(["#d7b94e", "#c9ab3f", "#a9b44a", "#e0c766"]))
        draw.rectangle((0, top, 1280, 800), fill=shade)
        draw.line((0, top, 1280, top), fill="#8d8a3c", width=3)
    draw.polygon([(620, 330), (660, 330), (860, 800), (480, 800)], fill="#d9cbb0")
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def embankment() -> Image.Image:
    """A river under rain clouds, a dyke with bags of sand, small figures in a row."""
    chance = np.random.default_rng(9)
    picture = Image.new("RGB", SIZE, "#9fb0b8")
    draw = ImageDraw.Draw(picture)
    for _ in range(14):
        left, top = int(chance.integers(-100, 1200)), int(chance.integers(-60, 150))
        draw.ellipse((left, top, left + 320, top + 130), fill=str(chance.choice(["#84949c", "#76878f", "#90a1a9"])))
    draw.rectangle((0, 420, 1280, 800), fill="#8a9a8c")
    draw.polygon([(0, 560), (1280, 470), (1280, 800), (0, 800)], fill="#7d6f4e")
    for number in range(30):
        left = number * 44
        draw.rounded_rectangle(
            (left, 548 - number * 3, left + 40, 572 - number * 3), 8, fill="#c8b68a", outline="#94845a"
        )
    for number in range(9):
        left, top = 120 + number * 125, 480 - number * 9
        draw.ellipse((left, top, left + 26, top + 26), fill="#e2b48c")
        draw.rectangle(
            (left - 6, top + 26, left + 32, top + 92), fill=str(chance.choice(["#365f3c", "#2f4f7a", "#8a2f2a"]))
        )
    return picture.filter(ImageFilter.GaussianBlur(1))


def main() -> None:
    rice_fields().save(FOLDER / "04-nong-thon-moi-dong-lua-vang.jpg", "JPEG", quality=80)
    embankment().save(FOLDER / "01-phong-chong-lu-truoc-mua-mua.jpg", "JPEG", quality=80)


if __name__ == "__main__":
    main()
