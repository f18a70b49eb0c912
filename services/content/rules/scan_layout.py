"""Words of a page in reading order: the two columns of a Party document's head one after the other, then the rest as it
stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

HEAD = 0.4
GAP, GAP_AT_MIDDLE = 2.0, 0.7
"""Times the height of a line: a wider gap lies between columns and not between words."""
BETWEEN_COLUMNS = (0.35, 0.62)
MIDDLE = 0.06


class Box(NamedTuple):
    """A word; `line` counts the lines as they were found."""

    text: str
    sure: float
    line: int
    left: int
    top: int
    right: int
    bottom: int


Piece = list[Box]


def in_order(boxes: Sequence[Box], width: int, height: int) -> list[list[tuple[str, float]]]:
    lines = [list(words) for _, words in groupby(boxes, key=lambda box: box.line)]
    pieces = [piece for line in lines for piece in (_split(line, width) if line[0].top < height * HEAD else [line])]
    head = _head(pieces, width, height)
    rest = [piece for piece in pieces if not any(piece is each for side in head for each in side)]
    return [[(box.text, round(box.sure, 1)) for box in piece] for piece in [*head[0], *head[1], *rest]]


def _split(line: Piece, width: int) -> list[Piece]:
    tall = sorted(box.bottom - box.top for box in line)[len(line) // 2]
    pieces = [[line[0]]]
    for before, box in pairwise(line):
        middle = (before.right + box.left) / 2 / width
        wide = GAP_AT_MIDDLE if BETWEEN_COLUMNS[0] < middle < BETWEEN_COLUMNS[1] and len(pieces) == 1 else GAP
        if box.left - before.right > wide * tall:
            pieces.append([])
        pieces[-1].append(box)
    return pieces


def _head(pieces: Sequence[Piece], width: int, height: int) -> tuple[list[Piece], list[Piece]]:
    """(left, right) from the top down to the first piece in the middle; nothing where there are no two columns."""
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for piece in sorted(pieces, key=lambda each: min(box.top for box in each)):
        middle = (piece[0].left + piece[-1].right) / 2 / width - 0.5
        if abs(middle) < MIDDLE or piece[0].top > height * HEAD:
            if _is_text(piece):
                break
            continue
        sides[middle > 0].append(piece)
    return sides if all(sides) else ([], [])


def _is_text(piece: Piece) -> bool:
    return any(letter.isalpha() for box in piece for letter in box.text)
