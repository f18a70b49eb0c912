"""Abbreviations written out: "đv dự bị" is read as "đảng viên dự bị". What stands for what is data (see `Policy`).

Where one may stand for several things, the one is taken that stands beside its neighbours somewhere in the documents.
What the documents themselves write short beside that neighbour stays short, and so does the number of a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from shared.vietnamese.folding import syllables

Seen = Callable[[Collection[str]], list[int]]
"""In how many clauses each syllable or pair stands."""

# Nothing in it is tried twice: two thousand digits in a row took a minute.
_NUMBER_OF_DOCUMENT = re.compile(r"\d\w*+[-/]\w|\w/\w")


@dataclass(frozen=True)
class Word:
    """`fixed`: part of a document's number."""

    text: str
    fixed: bool = False


def words_of(text: str) -> list[Word]:
    return [Word(part, bool(_NUMBER_OF_DOCUMENT.search(token))) for token in text.split() for part in syllables(token)]


def written_out(words: Sequence[Word], table: Mapping[str, Sequence[str]], seen: Seen) -> list[str]:
    """The folded syllables with abbreviations replaced; the first meaning where no document decides."""
    found: list[str] = []
    for place, word in enumerate(words):
        meanings = [] if word.fixed else [syllables(each) for each in table.get(word.text, ())]
        if not meanings:
            found.append(word.text)
            continue
        right = _first_of(words[place + 1], table) if place + 1 < len(words) else ""
        found += _likeliest([[word.text], *meanings], found[-1] if found else "", right, seen)
    return found


def every_meaning(words: Sequence[Word], table: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The syllables as typed, then with the first, the second … meaning of every abbreviation: for what must not be
    missed, whichever was meant."""
    meanings = [() if word.fixed else tuple(table.get(word.text, ())) for word in words]
    most = max((len(each) for each in meanings), default=0)
    return [[word.text for word in words]] + [
        [
            part
            for word, each in zip(words, meanings, strict=True)
            for part in (syllables(each[min(turn, len(each) - 1)]) if each else [word.text])
        ]
        for turn in range(most)
    ]


def _likeliest(ways: list[list[str]], left: str, right: str, seen: Seen) -> list[str]:
    """`ways`: as it was typed, then its meanings."""
    pairs = [pair for way in ways for pair in (f"{left}_{way[0]}", f"{way[-1]}_{right}")]
    counts = seen(pairs)
    worth = [counts[at] + counts[at + 1] for at in range(0, len(counts), 2)]
    best = max(worth)
    return ways[worth.index(best)] if best else ways[1]


def _first_of(word: Word, table: Mapping[str, Sequence[str]]) -> str:
    meanings = () if word.fixed else table.get(word.text, ())
    return syllables(meanings[0])[0] if meanings else word.text
