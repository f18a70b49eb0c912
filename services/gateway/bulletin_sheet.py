"""A bulletin as a PDF to hang up or hand out: its contents on A4, and the code that leads to its page."""

from __future__ import annotations

from typing import Any

from fpdf import FPDF

from services.gateway import qr
from services.gateway.certificate_sheet import BLACK, FONTS, GREY, RED, SCRIPTS, WEIGHTS
from services.gateway.web.formats import day

EDGE = 20
_CODE = 40


def pdf(bulletin: dict[str, Any], *, province: str, address: str) -> bytes:
    """`bulletin`: as content gives it; one that is not published yet says so. `address`: of its page."""
    sheet = _empty()
    sheet.set_title(bulletin["title"])
    _line(sheet, province, 12, colour=GREY)
    _line(sheet, bulletin["title"], 24, bold=True, colour=RED)
    published = day(bulletin.get("published_at"))
    told = f"Đăng ngày {published}" if published else "Bản xem trước, chưa đăng"
    _line(sheet, f"{bulletin['period']}. {told}".removeprefix(". "), 12, colour=GREY)
    sheet.ln(6)
    for number, item in enumerate(bulletin["items"], 1):
        title = item["title"] if item["available"] else "Nội dung này đã được gỡ."
        _line(sheet, f"{number}. {title}", 14)
    sheet.ln(6)
    _code(sheet, address)
    return bytes(sheet.output())


def _empty() -> FPDF:
    sheet = FPDF("portrait", "mm", "A4")
    for script in SCRIPTS:
        for style, weight in WEIGHTS.items():
            sheet.add_font(script, style, FONTS / f"be-vietnam-pro-{script}-{weight}-normal.woff2")
    sheet.set_fallback_fonts(list(SCRIPTS[1:]))
    sheet.set_lang("vi")
    sheet.set_margins(EDGE, EDGE)
    sheet.set_auto_page_break(True, EDGE)
    sheet.add_page()
    return sheet


def _line(sheet: FPDF, text: str, size: float, *, bold: bool = False, colour: tuple[int, int, int] = BLACK) -> None:
    sheet.set_font(SCRIPTS[0], "B" if bold else "", size)
    sheet.set_text_color(*colour)
    sheet.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
    sheet.ln(2)


def _code(sheet: FPDF, address: str) -> None:
    """As squares, as sharp as the printer is; with what is said about it on the same page."""
    if sheet.get_y() + _CODE + 20 > sheet.h - EDGE:
        sheet.add_page()
    top, squares = sheet.get_y(), qr.matrix(address)
    side = _CODE / len(squares)
    sheet.set_fill_color(*BLACK)
    for y, row in enumerate(squares):
        for x, dark in enumerate(row):
            if dark:
                sheet.rect(EDGE + x * side, top + y * side, side, side, style="F")
    sheet.set_xy(EDGE, top + _CODE + 4)
    _line(sheet, f"Quét mã bằng điện thoại để đọc bản tin, hoặc mở {address}", 12)
