"""Reads the first sheet of a CSV or XLSX file as it comes out of a Party office.

Titles above the heading are skipped: the heading is that row, among the first, with most known columns. Text is read in
the encoding that makes most Vietnamese words (rules/encodings.py), or in the one that a person chose.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from services.identity.rules import encodings, headers
from services.identity.rules.encodings import Encoding
from services.identity.rules.errors import ImportRefused
from services.identity.rules.rows import Cell, Values

ROWS_SEARCHED_FOR_HEADING = 15
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_UNPACKED = 500_000_000
"""Bytes: a workbook is a packed file, and a small one can be made to fill a machine."""
_ROWS_GUESSED_FROM = 500
_DELIMITERS = ",;\t"
_GUARDED = re.compile(r"^'(?=[=+\-@\t\r＝＋－＠])")
"""The sign that our own tables put before what a spreadsheet would take for a formula."""

Row = Sequence[Cell]
NumberedRow = tuple[int, Row]
"""The row's number as a spreadsheet counts it, from 1."""


@dataclass(frozen=True)
class Table:
    columns: headers.Columns
    lines: list[tuple[int, Values]]


@dataclass(frozen=True)
class Sheet:
    """`rows`: those with something in them, one after the other, once. `encoding`: what they were read in."""

    encoding: Encoding
    rows: Iterator[NumberedRow]


def read_table(file: Path, aliases: headers.Aliases, required: Sequence[str]) -> Table:
    """Raises ImportRefused when the file cannot be read or lacks a column the import cannot do without."""
    try:
        content = file.read_bytes()
    except OSError:
        raise ImportRefused(f"Không mở được tệp {file.name}.") from None
    rows = open_sheet(content, file.name).rows
    first = list(islice(rows, ROWS_SEARCHED_FOR_HEADING))
    columns, heading_at = _heading(first, aliases, required, file.name)
    lines = [(number, _values(row, columns)) for number, row in chain(first, rows) if number > heading_at]
    return Table(columns, lines)


def open_sheet(content: bytes, name: str, encoding: Encoding | None = None) -> Sheet:
    """`encoding`: chosen by a person; None: guessed. Raises ImportRefused, while rows are taken as well."""
    if content.startswith(b"PK\x03\x04") or name.lower().endswith((".xlsx", ".xlsm")):
        return _workbook(content, name, encoding)
    chosen = encoding or encodings.guess(content).encoding
    text = encodings.decoded(content, chosen)
    if text is None:
        label = encodings.LABELS[chosen]
        raise ImportRefused(f"Tệp {name} không đọc được bằng bảng mã {label}. Hãy lưu lại ở dạng “CSV UTF-8”.")
    return Sheet(chosen, _numbered(_csv_rows(text, name), name))


def _heading(
    rows: Sequence[NumberedRow], aliases: headers.Aliases, required: Sequence[str], name: str
) -> tuple[headers.Columns, int]:
    found = [(headers.find_columns([str(cell) for cell in row], aliases, required), number) for number, row in rows]
    if not found:
        raise ImportRefused(f"Tệp {name} không có dữ liệu.")
    columns, number = max(found, key=lambda item: len(item[0].positions))
    if columns.missing:
        raise ImportRefused(f"Tệp {name} thiếu cột: {', '.join(columns.missing)}.")
    if columns.repeated:
        raise ImportRefused(f"Tệp {name} có cột bị lặp: {', '.join(columns.repeated)}.")
    return columns, number


def _values(row: Row, columns: headers.Columns) -> Values:
    return {field: row[at] if at < len(row) else "" for field, at in columns.positions.items()}


def _numbered(rows: Iterable[Row], name: str) -> Iterator[NumberedRow]:
    taken = 0
    for number, row in enumerate(rows, start=1):
        if any(_filled(cell) for cell in row):
            taken += 1
            if taken > MOST_ROWS:
                raise ImportRefused(f"Tệp {name} có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
            yield number, row[:MOST_COLUMNS]


def _filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    """Comma, semicolon or tab; each line may end in its own way."""
    heading = max(list(_lines(text[: encodings.SAMPLE]))[:ROWS_SEARCHED_FOR_HEADING], key=_delimiters_in, default="")
    delimiter = max(_DELIMITERS, key=heading.count)
    try:
        for row in csv.reader(_lines(text), delimiter=delimiter, strict=True):
            yield [_GUARDED.sub("", cell) for cell in row]
    except csv.Error as error:
        raise ImportRefused(f"Tệp {name} sai định dạng CSV ({error}).") from None


def _lines(text: str) -> Iterator[str]:
    return io.StringIO(text, newline="")


def _delimiters_in(line: str) -> int:
    return sum(line.count(delimiter) for delimiter in _DELIMITERS)


def _workbook(content: bytes, name: str, encoding: Encoding | None) -> Sheet:
    rows = _numbered(_xlsx_rows(content, name), name)
    first = list(islice(rows, _ROWS_GUESSED_FROM))
    letters = "\n".join(cell for _, row in first for cell in row if isinstance(cell, str))
    chosen = encoding or encodings.guess_of_text(letters).encoding
    return Sheet(chosen, ((number, [_recoded(cell, chosen) for cell in row]) for number, row in chain(first, rows)))


def _recoded(cell: Cell, encoding: Encoding) -> Cell:
    return encodings.recoded(cell, encoding) if isinstance(cell, str) else cell


def _xlsx_rows(content: bytes, name: str) -> Iterator[Row]:
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise ImportRefused(f"Tệp Excel {name} quá lớn sau khi giải nén.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on styles it does not keep; only values matter here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError):
        raise ImportRefused(f"Không đọc được tệp Excel {name}.") from None
    try:
        for row in _rows(book.worksheets):
            yield [_cell(value) for value in row]
    finally:
        book.close()


def _rows(sheets: Sequence[Any]) -> Iterable[Iterable[Any]]:
    return sheets[0].iter_rows(values_only=True) if sheets else ()


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
