"""Reads the first sheet of a CSV or XLSX file as it comes out of a Party office.

Titles above the heading are skipped: the heading is that row, among the first, with most known columns.
"""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from services.identity.rules import headers
from services.identity.rules.errors import ImportRefused
from services.identity.rules.rows import Cell, Values

_ROWS_SEARCHED_FOR_HEADING = 15
_DELIMITERS = ",;\t"
_GUARDED = re.compile(r"^'(?=[=+\-@\t\r＝＋－＠])")
"""The sign that our own tables put before what a spreadsheet would take for a formula."""
_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    columns: headers.Columns
    lines: list[tuple[int, Values]]


def read_table(file: Path, aliases: headers.Aliases, required: Sequence[str]) -> Table:
    """Raises ImportRefused when the file cannot be read or lacks a column the import cannot do without."""
    rows = _xlsx_rows(file) if file.suffix.lower() in {".xlsx", ".xlsm"} else _csv_rows(file)
    numbered = enumerate(rows, start=1)
    first = list(islice(numbered, _ROWS_SEARCHED_FOR_HEADING))
    columns, heading_at = _heading(first, aliases, required, file.name)
    lines = [
        (number, _values(row, columns))
        for number, row in chain(first, numbered)
        if number > heading_at and any(_filled(cell) for cell in row)
    ]
    return Table(columns, lines)


def _heading(
    rows: Sequence[tuple[int, Row]], aliases: headers.Aliases, required: Sequence[str], name: str
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


def _filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _csv_rows(file: Path) -> Iterator[Row]:
    """UTF-8 with or without mark, or the UTF-16 that Excel calls "Unicode text"; comma, semicolon or tab."""
    try:
        content = file.read_bytes()
        text = content.decode(_ENCODINGS.get(content[:2], "utf-8-sig"))
    except OSError:
        raise ImportRefused(f"Không mở được tệp {file.name}.") from None
    except UnicodeDecodeError:
        raise ImportRefused(f"Tệp {file.name} không phải văn bản UTF-8. Hãy lưu lại ở dạng “CSV UTF-8”.") from None
    heading = max(text.splitlines()[:_ROWS_SEARCHED_FOR_HEADING], key=_delimiters_in, default="")
    delimiter = max(_DELIMITERS, key=heading.count)
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True):
            yield [_GUARDED.sub("", cell) for cell in row]
    except csv.Error as error:
        raise ImportRefused(f"Tệp {file.name} sai định dạng CSV ({error}).") from None


def _delimiters_in(line: str) -> int:
    return sum(line.count(delimiter) for delimiter in _DELIMITERS)


def _xlsx_rows(file: Path) -> Iterator[Row]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on styles it does not keep; only values matter here
            book = load_workbook(file, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError):
        raise ImportRefused(f"Không đọc được tệp Excel {file.name}.") from None
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
