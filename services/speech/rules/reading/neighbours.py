"""What stands around a match."""

from __future__ import annotations

import re


def in_capitals(text: str, span: tuple[int, int]) -> bool:
    """Whether a neighbouring word is in capitals too, as in a heading."""
    before = re.search(r"(\w+)\W*$", text[: span[0]])
    after = re.match(r"\W*(\w+)", text[span[1] :])
    return any(word is not None and len(word[1]) > 1 and word[1].isupper() for word in (before, after))
