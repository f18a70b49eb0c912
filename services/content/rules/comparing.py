"""Two versions of a text beside each other: by paragraph, and within a changed paragraph by word. Of a paragraph whose
words are the same, what of its looks is another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

import msgspec

from services.content.rules.article_text import plain, plain_line
from services.content.rules.blocks import RichBlock

# Beyond, a comparison by word takes seconds; such a paragraph is shown whole on both sides.
MOST_WORDS = 2_000
_WORDS = re.compile(r"\s*\S+")


class Run(msgspec.Struct, frozen=True):
    """A piece of a paragraph. `changed`: the other side does not have it."""

    text: str
    changed: bool = False


Looks = Literal["bold", "italic", "link", "kind"]


class Row(msgspec.Struct, frozen=True):
    """A paragraph on both sides; an empty side has none. `looks`: where the words are the same, what else is not."""

    older: list[Run]
    newer: list[Run]
    looks: list[Looks] = []


def compare(older: Sequence[str], newer: Sequence[str]) -> list[Row]:
    return list(_rows(older, newer))


def compare_blocks(older: Sequence[RichBlock], newer: Sequence[RichBlock]) -> list[Row]:
    was, now = plain(older), plain(newer)
    before, after = iter(older), iter(newer)
    rows = []
    for row in _rows(was, now):
        left = next(before) if row.older else None
        right = next(after) if row.newer else None
        if left is not None and right is not None and plain_line(left) == plain_line(right):
            rows.append(msgspec.structs.replace(row, looks=_looks(left, right)))
        else:
            rows.append(row)
    return rows


def _looks(older: RichBlock, newer: RichBlock) -> list[Looks]:
    found: list[Looks] = []
    if _letters(older, "bold") != _letters(newer, "bold"):
        found.append("bold")
    if _letters(older, "italic") != _letters(newer, "italic"):
        found.append("italic")
    if _letters(older, "href") != _letters(newer, "href"):
        found.append("link")
    if _kind(older) != _kind(newer):
        found.append("kind")
    return found


def _letters(block: RichBlock, name: str) -> list[object]:
    """Of each letter, so that it does not matter how the runs are cut."""
    return [getattr(run, name) for run in block.runs for _ in run.text]


def _kind(block: RichBlock) -> tuple[str, int, bool]:
    """An item that got another number because one was put before it is the same."""
    return block.kind, block.level, block.mark[:1].isdigit()


def _rows(older: Sequence[str], newer: Sequence[str]) -> Iterator[Row]:
    matcher = SequenceMatcher(a=older, b=newer)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            yield from (Row([Run(text)], [Run(text)]) for text in older[start:end])
        else:
            yield from (_row(*pair) for pair in zip_longest(older[start:end], newer[begin:stop]))


def _row(older: str | None, newer: str | None) -> Row:
    if older is None or newer is None:
        return Row(_whole(older), _whole(newer))
    was, now = _WORDS.findall(older), _WORDS.findall(newer)
    if max(len(was), len(now)) > MOST_WORDS:
        return Row(_whole(older), _whole(newer))
    left: list[Run] = []
    right: list[Run] = []
    for kind, start, end, begin, stop in SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes():
        if end > start:
            left.append(Run("".join(was[start:end]), kind != "equal"))
        if stop > begin:
            right.append(Run("".join(now[begin:stop]), kind != "equal"))
    return Row(left, right)


def _whole(text: str | None) -> list[Run]:
    return [Run(text, changed=True)] if text else []
