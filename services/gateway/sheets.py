"""Tables as files while their rows come in: CSV and XLSX, made so that no cell is a formula.

In XLSX every cell is a text; leading zeros stay. In CSV, which knows no kinds, an apostrophe stands before what a
spreadsheet would take for a formula; our import takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import AsyncIterator, Sequence
from typing import IO, cast
from xml.sax.saxutils import escape

from services.gateway.archive import Outlet

Rows = AsyncIterator[Sequence[str]]
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767
"""Of a cell in Excel."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
    '<sheets><sheet name="Danh sach" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


async def as_csv(rows: Rows) -> AsyncIterator[bytes]:
    """With the mark by which Excel knows UTF-8."""
    yield b"\xef\xbb\xbf"
    async for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([no_formula(cell) for cell in row])
        yield line.getvalue().encode("utf-8")


async def as_xlsx(rows: Rows) -> AsyncIterator[bytes]:
    outlet = Outlet()
    with zipfile.ZipFile(cast("IO[bytes]", outlet), "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _PARTS.items():
            book.writestr(name, _HEAD + text)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            async for row in rows:
                sheet.write(_xml_row(row).encode("utf-8"))
                if part := outlet.taken():
                    yield part
            sheet.write(b"</sheetData></worksheet>")
    yield outlet.taken()


def _xml_row(row: Sequence[str]) -> str:
    cells = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_NOT_IN_XML.sub(" ", cell)[:_LONGEST])}</t></is></c>'
        for cell in row
    )
    return f"<row>{cells}</row>"
