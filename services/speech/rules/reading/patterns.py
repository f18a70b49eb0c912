"""Patterns made of a lexicon's words, each compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def alternatives(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Any of the words where it stands alone; one that ends in a full stop may touch what follows («TP.Huế»)."""
    return _compiled(tuple(words), flags)


def any_of(words: Iterable[str]) -> str:
    """To be put into a larger pattern."""
    return _joined(tuple(words))


@lru_cache(32)
def _compiled(words: tuple[str, ...], flags: int) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    closed = [re.escape(word) + ("" if word.endswith(".") else r"(?!\w)(?!-\w)") for word in longest_first]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(closed)})", flags)


@lru_cache(64)
def _joined(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
