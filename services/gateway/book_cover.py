"""The cover of an audio book without a picture of its own: its title in the house colours, as podcast apps ask for it
(a square of 1400 points, PNG, no transparency).

The typeface ships in pieces by script, so each sign is set from the piece that has it.
"""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from services.gateway.settings import STATIC

SIDE, SMALL_SIDE = 1400, 480
FONTS = STATIC / "vendor" / "fonts" / "files"
RED, GOLD, WHITE = "#8f1d1d", "#f2c14e", "#ffffff"
MARGIN = 130
TITLE_TOP, TITLE_ROOM = 430, 640
SIZES = (150, 124, 104, 88, 74, 62)
LEADING = 1.28
MOST_LETTERS = 200
_VIETNAMESE = (
    (0x102, 0x103), (0x110, 0x111), (0x128, 0x129), (0x168, 0x169), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1EA0, 0x1EF9),
)  # fmt: skip
_EXTENDED = ((0x100, 0x24F), (0x1E00, 0x1EFF))
_STAR = (
    (266, 158), (290, 207), (344, 215), (305, 253), (314, 307), (266, 281), (218, 307), (227, 253), (188, 215),
    (242, 207),
)  # fmt: skip


@lru_cache(maxsize=64)
def drawn(title: str, province: str, side: int = SIDE) -> bytes:
    """Slow (a tenth of a second of processor time): not in the event loop."""
    picture = Image.new("RGB", (SIDE, SIDE), RED)
    draw = ImageDraw.Draw(picture)
    edge = MARGIN // 2
    draw.rectangle((edge, edge, SIDE - edge, SIDE - edge), outline=GOLD, width=6)
    draw.polygon([(x * 1.1 + SIDE / 2 - 293, y * 1.1 - 40) for x, y in _STAR], fill=GOLD)
    _line(draw, "SÁCH NÓI", 330, 54, weight="600", colour=GOLD)
    size, lines = _fitting(unicodedata.normalize("NFC", title))
    top = TITLE_TOP + (TITLE_ROOM - len(lines) * size * LEADING) / 2
    for number, line in enumerate(lines):
        _line(draw, line, top + number * size * LEADING, size, weight="700", colour=WHITE)
    below = next(size for size in (56, 44, 34, 24) if _fits(province, size, "400"))
    _line(draw, province, 1180, below, weight="400", colour=WHITE)
    if side != SIDE:
        picture = picture.resize((side, side), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _fitting(title: str) -> tuple[int, list[str]]:
    """The largest size in which the whole title has room; a title without spaces is broken between letters."""
    for size in SIZES:
        lines = _lines(title[:MOST_LETTERS], size)
        if len(lines) * size * LEADING <= TITLE_ROOM and all(_fits(line, size, "700") for line in lines):
            return size, lines
    size = SIZES[-1]
    most = int(TITLE_ROOM / (size * LEADING))
    lines = _lines(title[:MOST_LETTERS], size)
    return size, [line[start : start + 24] for line in lines for start in range(0, len(line), 24)][:most]


def _lines(title: str, size: int) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and not _fits(longer, size, "700"):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _fits(text: str, size: int, weight: str) -> bool:
    return _width(text, size, weight) <= SIDE - 2 * MARGIN or size <= 24


def _width(text: str, size: int, weight: str) -> float:
    return sum(_font(_script(sign), weight, size).getlength(sign) for sign in text)


def _line(draw: ImageDraw.ImageDraw, text: str, top: float, size: int, *, weight: str, colour: str) -> None:
    x = (SIDE - _width(text, size, weight)) / 2
    for sign in text:
        font = _font(_script(sign), weight, size)
        draw.text((x, top + size), sign, fill=colour, font=font, anchor="ls")
        x += font.getlength(sign)


def _script(sign: str) -> str:
    code = ord(sign)
    if any(first <= code <= last for first, last in _VIETNAMESE):
        return "vietnamese"
    return "latin-ext" if any(first <= code <= last for first, last in _EXTENDED) else "latin"


@lru_cache(maxsize=64)
def _font(script: str, weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"be-vietnam-pro-{script}-{weight}-normal.woff2", size)
