"""Two versions of a text beside each other: by paragraph, and within a changed paragraph by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

import msgspec

# Beyond, a comparison by word takes seconds; such a paragraph is shown whole on both sides.
MOST_WORDS = 2_000
_WORDS = re.compile(r"\s*\S+")


class Run(msgspec.Struct, frozen=True):
    """A piece of a paragraph. `changed`: the other side does not have it."""

    text: str
    changed: bool = False


class Row(msgspec.Struct, frozen=True):
    """A paragraph on both sides; an empty side has none."""

    older: list[Run]
    newer: list[Run]


def compare(older: Sequence[str], newer: Sequence[str]) -> list[Row]:
    return list(_rows(older, newer))


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
