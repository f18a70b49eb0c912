"""The sample regulation: what the demonstration imports at the desk."""

from __future__ import annotations

from datetime import date

from fpdf import FPDF

from deploy.demo.regulation import SOURCE, WORD, made
from shared.reading.clauses import sections_of
from shared.reading.files import read_text
from shared.reading.head import propose_head
from shared.reading.kinds import Kind
from shared.security.secrecy import has_secret_mark

SERIF = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
"""As wide as Word's Times New Roman."""


def test_the_committed_file_is_made_of_its_source() -> None:
    assert WORD.read_bytes() == made(), "run: python -m deploy.demo.regulation"


def test_it_is_ten_pages_of_a4() -> None:
    sheet = FPDF(format="A4")
    sheet.add_font("serif", fname=SERIF)
    sheet.set_font("serif", size=14)
    sheet.set_margins(30, 20, 15)
    sheet.set_auto_page_break(True, 20)
    sheet.add_page()
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        if line.strip("= "):
            sheet.set_y(sheet.get_y() + 2.1)
            sheet.multi_cell(0, 8.05, line.lstrip("#!| "), new_x="LMARGIN", new_y="NEXT")
    pages = sheet.page_no()
    sheet.output()  # closes the font's file
    assert pages == 10


def test_its_head_chapters_table_and_footnote_are_read() -> None:
    text = read_text(WORD.read_bytes(), Kind.DOCX).text
    found = propose_head(text)
    assert (found.number, found.kind, found.issuer) == ("15-QĐ/TU", "Quy định", "Tỉnh ủy Trường Sơn")
    assert (found.issued_on, found.effective_from) == (date(2026, 3, 10), date(2026, 4, 1))
    sections = {section.anchor: section for section in sections_of(found.title, found.body)}
    assert len([anchor for anchor in sections if anchor.startswith("dieu-27")]) == 3
    assert "[1] Danh sách năm 2026" in sections["dieu-3-khoan-4"].text
    assert "Dưới 05 km | 30.000 đồng" in sections["dieu-15-khoan-1"].text
    assert "\na) Sống cùng thôn" in sections["dieu-6-khoan-3"].text
    assert not has_secret_mark(text)
