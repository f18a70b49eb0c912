"""A text in pieces that can be said at once, cut where a person would draw breath."""

from __future__ import annotations

import re

LONGEST = 1_800
"""Below what speech takes at once (services/speech/usecases/hear_text.py)."""

_BREATH = re.compile(r"\n+|(?<=[.;:!?…”])\s+")


def portions(text: str, longest: int = LONGEST) -> list[str]:
    """Nothing is lost but white space at the cuts. No text, no portion."""
    found: list[str] = []
    left = text.strip()
    while len(left) > longest:
        cuts = [match.end() for match in _BREATH.finditer(left, 1, longest)]
        cut = cuts[-1] if cuts else left.rfind(" ", 1, longest) + 1 or longest
        found.append(left[:cut].strip())
        left = left[cut:].strip()
    return [*found, left] if left else found
