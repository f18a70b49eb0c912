"""How a name is looked up: by any of its words, with or without diacritics, the last one as far as it is typed.

Stored with a member: each folded word, and each two and three of them in the order of the alphabet. Half of all members
share a few family and middle names, so that one word alone, and even two, find a hundred thousand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from services.identity.rules.names import fold

MOST_WORDS = 8
LARGEST_GROUP = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Sought:
    """`whole`: words as they are; `beginning`: the last one, as far as it is typed; "" where it is one of them."""

    whole: tuple[str, ...]
    beginning: str


def words_of(text: str) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(fold(text))))[:MOST_WORDS]


def tokens_of(full_name: str) -> list[str]:
    words = words_of(full_name)
    return [token(*group) for size in range(1, LARGEST_GROUP + 1) for group in combinations(words, size)]


def token(*words: str) -> str:
    return " ".join(sorted(words))


def sought(text: str) -> Sought:
    *whole, last = words_of(text) or [""]
    if any(word.startswith(last) for word in whole):
        last = ""
    return Sought(tuple(whole), last)


def ways_to_find(asked: Sought, completions: Sequence[str] | None) -> list[list[str]]:
    """Each a list of tokens of which every member sought has one, the tightest there are; more than one only of four
    words and more. `completions`: words that the beginning may be; None where there are too many to tell."""
    slots = [[word] for word in asked.whole]
    if asked.beginning and completions is not None:
        slots.append([word for word in completions if word not in asked.whole])
    groups = combinations(slots, min(LARGEST_GROUP, len(slots))) if slots else ()
    return [[token(*words) for words in product(*group)] for group in groups]


def expression_for(word: str, *, whole: bool) -> str:
    """Matches the word within a folded name."""
    return rf"\b{re.escape(word)}" + (r"\b" if whole else "")
