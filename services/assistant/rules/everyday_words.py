"""What members call otherwise than regulations do: "họp chi bộ" is "sinh hoạt chi bộ" there. The phrases are data (see
`Policy`); a question is searched in both and counts as covered by whichever a clause says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shared.vietnamese.folding import syllables


def in_words_of_regulations(spoken: Sequence[str], table: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """With every such phrase replaced by its first wording, by its second, and so on; nothing where there is none."""
    line = f" {' '.join(spoken)} "
    found = [phrase for phrase in sorted(table, key=len, reverse=True) if f" {phrase} " in line]
    turns = max((len(table[phrase]) for phrase in found), default=0)
    ways = [_replaced(line, {phrase: _nth(table[phrase], turn) for phrase in found}).split() for turn in range(turns)]
    return [list(way) for way in dict.fromkeys(map(tuple, ways))]


def _replaced(line: str, wordings: Mapping[str, str]) -> str:
    """In one pass, the longest first: what was put in is not replaced again."""
    phrases = "|".join(re.escape(phrase) for phrase in wordings)
    return re.sub(rf"(?<= )(?:{phrases})(?= )", lambda found: wordings[found[0]], line)


def _nth(wordings: Sequence[str], turn: int) -> str:
    return " ".join(syllables(wordings[min(turn, len(wordings) - 1)]))
