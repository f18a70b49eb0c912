"""A page of a file as a picture of about 300 points an inch, upright as its file says; a PDF's page that has letters of
its own as its lines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps

from services.content.engines.opaque import opaque
from services.content.rules.document_errors import PageTooLarge
from shared.reading.errors import FileBroken, FileTooLong
from shared.reading.kinds import Kind
from shared.reading.pdf import MOST_PAGES, is_covered, is_picture, open_pdf

LONG_SIDE = 3508
"""A4 at 300 points an inch, whatever the sheet was: the reader wants letters of that size."""
SHORT_SIDE = 1240
MOST_POINTS = 80_000_000
LARGEST_ZOOM = 3.0


class PageBroken(Exception):
    """This page cannot be drawn; the others may."""


@dataclass(frozen=True)
class Page:
    """Without a `picture` the page had letters: its `lines`."""

    picture: Image.Image | None
    lines: tuple[str, ...] = ()


def count(content: bytes, kind: Kind) -> int:
    """Raises FileBroken, FileLocked, FileTooLong."""
    if kind is Kind.PDF:
        pages = len(open_pdf(content))
    else:
        with _picture(content) as picture:
            pages = getattr(picture, "n_frames", 1)
    if pages > MOST_PAGES:
        raise FileTooLong
    return pages


def open_page(content: bytes, kind: Kind, number: int, *, as_seen: bool = False) -> Page:
    """`as_seen`: a page that a picture covers is drawn, though letters lie beneath it. Raises PageBroken, PageTooLarge,
    FileBroken."""
    return _page_of_pdf(content, number, as_seen) if kind is Kind.PDF else Page(_page_of_picture(content, number))


def _page_of_pdf(content: bytes, number: int, as_seen: bool) -> Page:
    try:
        page = open_pdf(content)[number - 1]
        if not is_picture(page) and not (as_seen and is_covered(page)):
            return Page(None, tuple(line for line in page.get_textpage().get_text_range().splitlines() if line.strip()))
        longest = max(page.get_size())
        drawn = page.render(scale=LONG_SIDE / longest, may_draw_forms=True).to_pil()
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError) as error:
        raise PageBroken from error
    return Page(drawn.convert("RGB"))


def _page_of_picture(content: bytes, number: int) -> Image.Image:
    with _picture(content) as picture:
        try:
            picture.seek(number - 1)
            if picture.width * picture.height > MOST_POINTS:
                raise PageTooLarge
            upright = ImageOps.exif_transpose(opaque(picture))
            size = _size_to_read(*upright.size)
            return upright.resize(size, Image.Resampling.LANCZOS)
        except (OSError, EOFError, ValueError, SyntaxError) as error:
            raise PageBroken from error


def _size_to_read(width: int, height: int) -> tuple[int, int]:
    """A long strip (several screens joined) keeps the width of a sheet: letters must not be made too small to read."""
    zoom = min(LONG_SIDE / max(width, height), LARGEST_ZOOM)
    zoom = max(zoom, min(1.0, SHORT_SIDE / min(width, height)))
    return max(1, round(width * zoom)), max(1, round(height * zoom))


@contextmanager
def _picture(content: bytes) -> Iterator[Image.Image]:
    """Raises FileBroken."""
    Image.MAX_IMAGE_PIXELS = None  # measured here, before a point of it is unpacked
    try:
        picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF", "WEBP"))
    except (OSError, ValueError, SyntaxError):
        raise FileBroken from None
    with picture:
        yield picture
