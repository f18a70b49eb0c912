"""Words without case, tones and diacritics, đ as d: how names, numbers and headings are compared."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    """The words of the text, folded, with one space between."""
    bare = text.translate(_STROKE)
    # Twice: taking a letter apart may leave a capital, and lowering one may leave a mark.
    for _ in range(2):
        bare = unicodedata.normalize("NFKD", bare).casefold()
    return " ".join(_PLAIN.findall(_NOT_ASCII.sub(_kept, bare)))


def _kept(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0]) in {"Mn", "Cf"} else found[0]
