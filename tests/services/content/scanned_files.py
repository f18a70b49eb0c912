"""Pages as a scanner makes them: drawn with a font of print, then askew, noisy, sideways or stamped."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pypdfium2
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.services.content.document_files import BODY, HEAD

SERIF = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
BOLD = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Bold.ttf"
SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
PAPER = 236


def printed(
    *pages: Sequence[str], head: Sequence[str] = HEAD, title: Sequence[str] = ("NGHỊ QUYẾT", "về sinh hoạt chi bộ"),
    font: str = SERIF,
) -> list[Image.Image]:  # fmt: skip
    """At 200 points an inch. The first page has the two columns of a Party document above its title."""
    sheet = FPDF(format="A4")
    sheet.set_auto_page_break(False)
    sheet.set_margins(25, 20, 20)
    sheet.add_font("text", fname=font)
    for number, lines in enumerate(pages, 1):
        sheet.add_page()
        sheet.set_font("text", size=14)
        if number == 1 and head:
            top = sheet.get_y()
            for left, column in zip((15, 107), head, strict=True):
                sheet.set_xy(left, top)
                sheet.multi_cell(88, 7, column, align="C")
            sheet.set_y(top + 34)
            for line in title:
                sheet.multi_cell(0, 8, line, align="C", new_x="LMARGIN", new_y="NEXT")
        for line in lines:
            sheet.multi_cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
        sheet.set_y(-18)
        sheet.cell(0, 7, str(number), align="C")
    document = pypdfium2.PdfDocument(bytes(sheet.output()))
    return [page.render(scale=200 / 72).to_pil().convert("RGB") for page in document]


def scanned(page: Image.Image, *, askew: float = 0.0, noise: float = 6.0, blur: float = 0.5) -> Image.Image:
    """Grey paper, a little unsharp, grains of the scanner."""
    turned = page.rotate(askew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    soft = turned.filter(ImageFilter.GaussianBlur(blur))
    points = np.asarray(soft).astype(np.float32) * PAPER / 255
    points += np.random.default_rng(7).normal(0, noise, points.shape)
    return Image.fromarray(points.clip(0, 255).astype(np.uint8))


def stamped(page: Image.Image, word: str, *, colour: str = "#c81e1e", frame: bool = True) -> Image.Image:
    """A stamp below the left column of the head, a little askew."""
    seal = Image.new("RGBA", (330, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(seal)
    draw.text((165, 60), word, font=ImageFont.truetype(BOLD, 56), fill=colour, anchor="mm")
    if frame:
        draw.rectangle((6, 6, 323, 113), outline=colour, width=5)
    seal = seal.rotate(2, expand=True, resample=Image.Resampling.BICUBIC)
    marked = page.copy()
    marked.paste(seal, (210, 380), seal)
    return marked


def png(page: Image.Image) -> bytes:
    return _saved([page], "PNG")


def jpeg(page: Image.Image, **options: object) -> bytes:
    return _saved([page], "JPEG", **options)


def tiff(*pages: Image.Image) -> bytes:
    return _saved(pages, "TIFF", compression="tiff_deflate")


def pdf_of(*pages: Image.Image) -> bytes:
    """As a scanner sends it: a picture on each page."""
    return _saved(pages, "PDF", resolution=200)


def _saved(pages: Sequence[Image.Image], kind: str, **options: object) -> bytes:
    more = {"save_all": True, "append_images": list(pages[1:])} if kind in {"PDF", "TIFF"} else {}
    buffer = io.BytesIO()
    pages[0].save(buffer, kind, **more, **options)
    return buffer.getvalue()


def resolution() -> list[Image.Image]:
    """One page of a resolution with its head, scanned."""
    return [scanned(page) for page in printed(BODY)]
