"""A table, told: what its columns are and how many rows it has; a small one then row by row.

Promises: a reader of a large table is told that it stands on the page, instead of hearing columns of numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

MOST_ROWS_READ = 12
MOST_CELLS_READ = 48
ORDINALS = ("tt", "stt", "số tt", "số thứ tự", "thứ tự", "#")
NOT_READ = "Bảng dài, đồng chí xem trên trang."


def table_sentences(rows: Sequence[Sequence[str]]) -> list[str]:
    """`rows`: the first one is the head. What it says first is the summary, then one sentence for each row read."""
    filled = [[" ".join(cell.split()) for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    if not filled:
        return []
    if filled[0][0].lower().rstrip(".") in ORDINALS and max(map(len, filled)) > 1:
        filled = [row[1:] for row in filled]  # the row is counted anyway
    head, body = filled[0], filled[1:]
    columns = max(map(len, filled))
    if not body:
        return [f"Bảng {columns} cột: {_listed(head)}."]
    summary = f"Bảng {columns} cột: {_listed(head)}; {len(body)} dòng."
    if len(body) > MOST_ROWS_READ or columns * len(body) > MOST_CELLS_READ:
        return [summary, NOT_READ]
    return [summary, *(f"Dòng {number}: {_row(head, row)}." for number, row in enumerate(body, start=1))]


def _row(head: Sequence[str], row: Sequence[str]) -> str:
    """Of two columns the first names the second; of more, each cell is told with its column, the first without."""
    names = [*head, *[""] * (len(row) - len(head))]
    cells = [(name, cell) for name, cell in zip(names, row, strict=False) if cell]
    if len(head) == 2 and len(cells) == 2:
        return f"{_bare(cells[0][1])}: {_bare(cells[1][1])}"
    told = [
        _bare(cell) if not place or not name else f"{name} {_bare(cell)}" for place, (name, cell) in enumerate(cells)
    ]
    return "; ".join(told)


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(_bare(cell) for cell in cells if cell)


def _bare(cell: str) -> str:
    """Without the end of a sentence, which stands at the end of the row."""
    return cell.rstrip(".;:, ") or cell
