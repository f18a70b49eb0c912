"""The import worker's first step: encoding, heading, first rows, and which column is likely what."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice

from services.identity.engines.tables import ROWS_SEARCHED_FOR_HEADING, NumberedRow, Row, open_sheet
from services.identity.rules.encodings import Encoding
from services.identity.rules.errors import ImportRefused
from services.identity.rules.headers import proposed
from services.identity.rules.import_flow import State
from services.identity.rules.rows import Cell
from services.identity.store import import_files
from services.identity.store.member_imports import MemberImport, as_json
from shared.outbox import change

EXAMPLES = 5


def look_at_file(item: MemberImport, now: datetime) -> None:
    """Raises ImportRefused, BlobNotFound."""
    chosen = None if item.guessed else Encoding(item.encoding)
    sheet = open_sheet(import_files.read(item.id), item.file_name, chosen)
    first = list(islice(sheet.rows, ROWS_SEARCHED_FOR_HEADING))
    heading_line, head = _heading(first)
    rows = [row for number, row in first if number > heading_line]
    total = len(rows) + sum(1 for _ in sheet.rows)
    if not total:
        raise ImportRefused("Tệp không có dòng dữ liệu nào dưới dòng tiêu đề.")
    change(
        item,
        set__state=State.MAPPING,
        set__encoding=sheet.encoding,
        set__heading_line=heading_line,
        set__head=as_json(head),
        set__examples=as_json([texts_of(row) for row in rows[:EXAMPLES]]),
        set__mapping=as_json(proposed(head)),
        set__total=total,
        set__changed_at=now,
    )


def texts_of(row: Row) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: Cell) -> str:
    """A day as people write it: the refused row goes back to them."""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def _heading(rows: list[NumberedRow]) -> tuple[int, list[str]]:
    """The row with most columns that can be a field, the first of equals."""
    if not rows:
        raise ImportRefused("Tệp không có dữ liệu.")
    scored = [(len(proposed([str(cell) for cell in row])), number, row) for number, row in rows]
    best = max(scored, key=lambda each: each[0])
    return best[1], [str(cell).strip() for cell in best[2]]
