"""A certificate as a PDF: one sheet A4 across, in the typeface of the pages, with the code that leads to the check.

The typeface ships in pieces by script; a sign that the first piece lacks is taken from the next.
"""

from __future__ import annotations

from typing import Any, cast

from fpdf import FPDF

from services.gateway import qr
from services.gateway.certificates import spaced
from services.gateway.settings import STATIC
from services.gateway.web.formats import day
from services.gateway.web.study_words import COURSE_KINDS

FONTS = STATIC / "vendor" / "fonts" / "files"
SCRIPTS = ("latin", "vietnamese", "latin-ext")
WEIGHTS = {"": "400", "B": "700"}
WIDTH, HEIGHT, EDGE = 297, 210, 14
RED, BLACK, GREY = (143, 29, 29), (28, 25, 23), (87, 83, 78)
_CODE = 30
_MOST_LINES = 2


def pdf(certificate: dict[str, Any], *, province: str, address: str) -> bytes:
    """`certificate`: as `certificates.issued` gives it. `address`: of the page on which its number is checked."""
    sheet = _empty()
    sheet.set_title(f"Giấy chứng nhận {spaced(certificate['number'])}")
    sheet.set_draw_color(*RED)
    sheet.set_line_width(0.9)
    sheet.rect(EDGE - 4, EDGE - 4, WIDTH - 2 * (EDGE - 4), HEIGHT - 2 * (EDGE - 4))
    _line(sheet, province, 14, colour=GREY, below=10)
    _line(sheet, "GIẤY CHỨNG NHẬN", 34, bold=True, colour=RED, below=4)
    _line(sheet, "Hoàn thành chương trình học tập trên Sổ tay đảng viên điện tử", 14, colour=GREY, below=12)
    _line(sheet, f"Đồng chí {certificate['full_name']}", 26, bold=True, below=3)
    _line(sheet, certificate["cell_name"], 14, below=9)
    _line(sheet, f"đã hoàn thành: {COURSE_KINDS.get(certificate['kind'], certificate['kind'])}", 14, below=3)
    _line(sheet, f"“{certificate['title']}”", 19, bold=True, below=9)
    _line(sheet, f"Ngày {day(certificate['completed_at'])}", 14)
    _check(sheet, certificate["number"], address)
    return bytes(sheet.output())


def _empty() -> FPDF:
    sheet = FPDF("landscape", "mm", "A4")
    for script in SCRIPTS:
        for style, weight in WEIGHTS.items():
            sheet.add_font(script, style, FONTS / f"be-vietnam-pro-{script}-{weight}-normal.woff2")
    sheet.set_fallback_fonts(list(SCRIPTS[1:]))
    sheet.set_lang("vi")
    sheet.set_auto_page_break(False)
    sheet.set_margins(EDGE + 12, EDGE + 6)
    sheet.add_page()
    return sheet


def _line(
    sheet: FPDF, text: str, size: float, *, bold: bool = False, colour: tuple[int, int, int] = BLACK, below: float = 0
) -> None:
    """Smaller where it would take more than two lines: what stands below has its place."""
    for tried in (size, size * 0.8, size * 0.65, size * 0.5):
        sheet.set_font(SCRIPTS[0], "B" if bold else "", tried)
        lines = cast("list[str]", sheet.multi_cell(0, tried * 0.5, text, align="C", dry_run=True, output="LINES"))
        if len(lines) <= _MOST_LINES:
            break
    sheet.set_text_color(*colour)
    sheet.multi_cell(0, sheet.font_size_pt * 0.5, text, align="C", new_x="LMARGIN", new_y="NEXT")
    sheet.ln(below)


def _check(sheet: FPDF, number: str, address: str) -> None:
    """The code as squares, so that it is as sharp as the printer is."""
    top = HEIGHT - EDGE - _CODE - 4
    squares = qr.matrix(address)
    side = _CODE / len(squares)
    sheet.set_fill_color(*BLACK)
    for y, row in enumerate(squares):
        for x, dark in enumerate(row):
            if dark:
                sheet.rect(EDGE + 4 + x * side, top + y * side, side, side, style="F")
    sheet.set_xy(EDGE + 4 + _CODE + 6, top + 4)
    sheet.set_text_color(*BLACK)
    sheet.set_font(SCRIPTS[0], "B", 14)
    sheet.cell(0, 8, f"Số kiểm tra: {spaced(number)}", new_x="LEFT", new_y="NEXT")
    sheet.set_font(SCRIPTS[0], "", 11)
    sheet.multi_cell(0, 6, f"Ai cũng kiểm tra được tại\n{address}", align="L")
