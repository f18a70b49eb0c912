"""Font families with every Vietnamese letter, from Debian packages and from the web app's own npm package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

REPOSITORY = Path(__file__).resolve().parents[3]
DEBIAN = Path("/usr/share/fonts/truetype")
VIETNAM_PRO = REPOSITORY / "node_modules/@fontsource/be-vietnam-pro/files"


@dataclass(frozen=True)
class Family:
    """Each weight is one file, or several that share the letters between them, the first that has one draws it."""

    name: str
    regular: tuple[Path, ...]
    bold: tuple[Path, ...]

    @property
    def installed(self) -> bool:
        return all(file.is_file() for file in (*self.regular, *self.bold))


def _debian(name: str, regular: str, bold: str) -> Family:
    return Family(name, (DEBIAN / regular,), (DEBIAN / bold,))


def _vietnam_pro(weight: int) -> tuple[Path, ...]:
    parts = ("vietnamese", "latin-ext", "latin")
    return tuple(VIETNAM_PRO / f"be-vietnam-pro-{part}-{weight}-normal.woff2" for part in parts)


LEARNT = (
    _debian("Liberation Serif", "liberation2/LiberationSerif-Regular.ttf", "liberation2/LiberationSerif-Bold.ttf"),
    _debian("Liberation Sans", "liberation2/LiberationSans-Regular.ttf", "liberation2/LiberationSans-Bold.ttf"),
    _debian("DejaVu Sans", "dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    _debian("DejaVu Serif", "dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
)
"""Families that the line recogniser was trained on."""

HELD_OUT = (
    _debian("Roboto", "roboto/unhinted/RobotoTTF/Roboto-Regular.ttf", "roboto/unhinted/RobotoTTF/Roboto-Bold.ttf"),
    _debian("Lato", "lato/Lato-Regular.ttf", "lato/Lato-Bold.ttf"),
    _debian("Open Sans", "open-sans/OpenSans-Regular.ttf", "open-sans/OpenSans-Bold.ttf"),
    _debian("Charis SIL", "charis/CharisSIL-Regular.ttf", "charis/CharisSIL-Bold.ttf"),
    Family("Be Vietnam Pro", _vietnam_pro(400), _vietnam_pro(700)),
)
"""Families that it has never seen, nor one that shares their drawings: what a real card's own typeface is to it."""

FAMILIES = (*LEARNT, *HELD_OUT)


def require(families: tuple[Family, ...]) -> None:
    missing = [family.name for family in families if not family.installed]
    if missing:
        raise FileNotFoundError(f"fonts not installed: {', '.join(missing)}; `make install` brings them")


@cache
def _face(file: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), size)


@cache
def _has(file: Path, letter: str) -> bool:
    face = _face(file, 32)
    return letter == " " or bytes(face.getmask(letter)) != bytes(face.getmask("\ufffe"))


class Pen:
    """One weight of one family at one size, whatever number of files it takes."""

    def __init__(self, files: tuple[Path, ...], size: int) -> None:
        self.files, self.size = files, size

    def width(self, text: str) -> float:
        return sum(face.getlength(part) for face, part in self._parts(text))

    def write(self, draw: ImageDraw.ImageDraw, x: float, baseline: float, text: str, colour: str) -> float:
        """Returns where the next letter would stand."""
        for face, part in self._parts(text):
            draw.text((x, baseline), part, font=face, fill=colour, anchor="ls")
            x += face.getlength(part)
        return x

    def _parts(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        for file, letters in groupby(text, self._file_of):
            yield _face(file, self.size), "".join(letters)

    def _file_of(self, letter: str) -> Path:
        return next((file for file in self.files if _has(file, letter)), self.files[-1])
