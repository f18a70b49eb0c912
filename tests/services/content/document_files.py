"""Documents as they are sent, good and hostile, made while the test runs."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from fpdf import FPDF

from deploy.demo.word import WordFile

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
HEAD = [
    "ĐẢNG BỘ TỈNH TRƯỜNG SƠN\nTỈNH ỦY\n*\nSố: 18-NQ/TU",
    "ĐẢNG CỘNG SẢN VIỆT NAM\n\nTrường Sơn, ngày 26 tháng 02 năm 2026",
]
BODY = (
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi",
    "1. Nghị quyết này áp dụng cho mọi chi bộ trong tỉnh.",
    "2. Đảng viên đọc nghị quyết trên sổ tay.",
    "a) Trên điện thoại;",
    "Điều 2. Hiệu lực",
    "Nghị quyết thay thế Nghị quyết số 07-NQ/TU và có hiệu lực kể từ ngày 01 tháng 3 năm 2026.",
)


def docx(*body: str, header: str = "") -> bytes:
    return word(*(body or BODY), header=header).saved()


def word(*body: str, header: str = "") -> WordFile:
    file = WordFile(header)
    file.table([HEAD], lines=False)
    file.paragraph("NGHỊ QUYẾT", bold=True, centre=True)
    file.paragraph("về sinh hoạt chi bộ", bold=True, centre=True)
    file.paragraph("-----", centre=True)
    for line in body:
        file.paragraph(line)
    return file


def pdf(*pages: Sequence[str], head: str = "", password: str = "") -> bytes:
    """Each page with the same line above and its number below, as a printed document has them."""
    sheet = FPDF(format="A4")
    sheet.set_auto_page_break(False)
    sheet.add_font("text", fname=FONT)
    for number, lines in enumerate(pages, 1):
        sheet.add_page()
        sheet.set_font("text", size=11)
        for line in [*([head] if head else []), *lines]:
            sheet.multi_cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
        sheet.set_y(-20)
        sheet.cell(0, 7, str(number), align="C")
    if password:
        sheet.set_encryption(owner_password=password, user_password=password)
    return bytes(sheet.output())


def scan() -> bytes:
    """A page with a picture and no letter."""
    sheet = FPDF(format="A4")
    sheet.add_page()
    sheet.rect(20, 20, 100, 100, style="F")
    return bytes(sheet.output())


def changed(file: bytes, **parts: bytes) -> bytes:
    """The same file with parts of another content; `document` is word/document.xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name.removeprefix("word/").removesuffix(".xml"), b"") or old.read(name))
        for name, content in parts.items():
            new.writestr(f"word/{name}.bin" if name == "vbaProject" else f"word/{name}.xml", content)
    return buffer.getvalue()


def manifest_entry(file: str, content: bytes, **given: Any) -> dict[str, Any]:
    return {
        "file": file, "sha256": sha256(content).hexdigest(), "number": "01-QĐ/TU", "kind": "Quy định",
        "title": "Thu phí", "issuer": "Tỉnh ủy", "issued_on": "2026-01-02", **given,
    }  # fmt: skip


def package(entries: list[dict[str, Any]], files: dict[str, bytes], **given: Any) -> bytes:
    manifest = {"format": "sotay.documents", "version": 1, "made_at": "2026-11-01T08:00:00+07:00", "documents": entries}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest | given))
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
