"""Which original words a group of spoken words stands for: «18-NQ/TW» ↔ «mười tám nờ quy Trung ương».

Promises: links are in order and cover every word of both sides exactly once, so that a player can light up
the original word while its spoken form sounds. A link may have an empty side (a silent «-»).
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from services.speech.rules.syllables import in_modern_spelling


@dataclass(frozen=True)
class Link:
    original: tuple[int, int]
    spoken: tuple[int, int]


def link_words(original: tuple[str, ...], spoken: tuple[str, ...]) -> tuple[Link, ...]:
    left, right = [_bare(word) for word in original], [_bare(word) for word in spoken]
    links: list[Link] = []
    for tag, start, end, first, last in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            links += [Link((start + n, start + n + 1), (first + n, first + n + 1)) for n in range(end - start)]
        else:
            links.append(Link((start, end), (first, last)))
    return tuple(links)


def _bare(word: str) -> str:
    return in_modern_spelling("".join(character for character in word.lower() if character.isalnum()))
