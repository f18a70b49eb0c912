"""The workbook of refused rows: as they stand in the file, with what is wrong, to be mended and sent again.

Every cell is a text: a spreadsheet neither drops the zeros of a number nor runs what looks like a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

LINE, FAULT = "Dòng trong tệp gốc", "Lỗi cần sửa"


def workbook_of(head: Sequence[str], rows: Iterable[tuple[int, Sequence[str], str]]) -> bytes:
    """`rows`: (line, cells, what is wrong)."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Dòng chưa nhập")
    sheet.append([_text(sheet, label) for label in (*head, LINE, FAULT)])
    for line, cells, fault in rows:
        padded = [*cells[: len(head)], *[""] * (len(head) - len(cells))]
        sheet.append([_text(sheet, cell) for cell in (*padded, str(line), fault)])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _text(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
