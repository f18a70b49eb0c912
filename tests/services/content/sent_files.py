"""Pictures and files as an editor sends them for an article."""

import base64
import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from PIL import Image

from services.content.store import scan_files, scans
from services.content.usecases.releasing_file import release_file
from services.content.usecases.send_article_file import send_article_file
from shared.usecase import Context, perform
from tests.services.content.conftest import editor

ALT = "Bí thư chi bộ trao Huy hiệu Đảng cho cụ bà"


def drawn(size: tuple[int, int] = (2400, 1800), kind: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    held = io.BytesIO()
    Image.new(mode, size, "red").save(held, kind, **more)
    return held.getvalue()


def send(
    article_id: str, content: bytes, ctx: Context | None = None, *, unseen: bool = False, **more: Any
) -> dict[str, Any]:
    """Looked through without a finding, unless it is to be left `unseen`."""
    asked = {"kind": "picture", "alt": ALT, "file_name": "anh.jpg", **more}
    encoded = base64.b64encode(content).decode()
    found: dict[str, Any] = perform(
        send_article_file, {"article_id": article_id, "content": encoded, **asked}, ctx or editor()
    )
    if found["state"] == "waiting" and not unseen:
        release(found["id"])
    return found


def release(file_id: str) -> None:
    scan = scans.find(file_id)
    assert scan is not None
    release_file(scan, scan_files.read(file_id))


def attach(article_id: str, content: bytes, name: str = "Mẫu đăng ký.pdf", **more: Any) -> dict[str, Any]:
    return send(article_id, content, kind="attachment", alt="", file_name=name, **more)


def pdf(text: str) -> bytes:
    from fpdf import FPDF

    sheet = FPDF()
    sheet.add_page()
    sheet.set_font("helvetica", size=20)
    sheet.cell(text=text)
    return bytes(sheet.output())


def office(part: str, *more: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name in ("[Content_Types].xml", part, *more):
            packed.writestr(name, "<x/>")
    return held.getvalue()


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["STT", "Họ và tên"])
    fill(book, sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def slides(text: str, part: str = "ppt/slides/slide1.xml") -> bytes:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    runs = "".join(f"<a:r><a:t>{run}</a:t></a:r>" for run in text.split("|"))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("ppt/presentation.xml", "<x/>")
        packed.writestr(part, f'<p xmlns:a="{drawing}"><a:p>{runs}</a:p></p>')
    return held.getvalue()
