"""Paper, ink and a portrait: what all layouts share. 1012 × 638 pixels, a card of 85.6 × 54 mm at 300 dots an inch."""

from __future__ import annotations

from math import sin

from PIL import Image, ImageDraw

from deploy.demo.cards.fonts import Family, Pen

WIDTH, HEIGHT = 1012, 638
SMALLEST = 18


class Sheet:
    def __init__(self, family: Family, paper: str, lines: str) -> None:
        self.family = family
        self.image = Image.new("RGB", (WIDTH, HEIGHT), paper)
        self.draw = ImageDraw.Draw(self.image)
        for start in range(0, WIDTH, 9):  # fine waves under the text, as on any card
            points = [
                (x, HEIGHT / 2 + (120 + start % 70) * sin((x + start * 3) / 90) + (start - WIDTH / 2) * 0.35)
                for x in range(0, WIDTH, 24)
            ]
            self.draw.line(points, fill=lines, width=1)

    def pen(self, size: int, *, bold: bool = False) -> Pen:
        return Pen(self.family.bold if bold else self.family.regular, size)

    def text(self, x: float, baseline: float, text: str, size: int, colour: str, *, bold: bool = False,
             room: float = 0) -> float:  # fmt: skip
        """Smaller where it would not fit into `room`. Returns where it ends."""
        pen = self.pen(size, bold=bold)
        while room and pen.width(text) > room and pen.size > SMALLEST:
            pen = self.pen(pen.size - 1, bold=bold)
        return pen.write(self.draw, x, baseline, text, colour)

    def centred(self, left: float, baseline: float, text: str, size: int, colour: str) -> None:
        """In bold, between `left` and the right edge."""
        pen = self.pen(size, bold=True)
        pen.write(self.draw, (left + WIDTH - pen.width(text)) / 2, baseline, text, colour)

    def portrait(self, picture: Image.Image | None, box: tuple[int, int, int, int]) -> None:
        left, top, right, bottom = box
        size = (right - left, bottom - top)
        face = picture.convert("RGB").resize(size) if picture else _drawn_face().resize(size)
        self.image.paste(face, (left, top))


def _drawn_face() -> Image.Image:
    face = Image.new("RGB", (236, 315), "#8caacd")
    draw = ImageDraw.Draw(face)
    draw.rectangle((20, 235, 216, 315), fill="#282e46")
    draw.ellipse((58, 50, 178, 210), fill="#e0ba9c")
    draw.ellipse((55, 36, 181, 110), fill="#191616")
    return face
