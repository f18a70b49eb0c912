"""Finding the phrases of the policy in a line of folded syllables."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=64)
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Longest first; a space on both sides, the right one left for the phrase that follows."""
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile("(?: (?:" + "|".join(ordered) + ")(?= ))") if ordered else re.compile(r"(?!)")
