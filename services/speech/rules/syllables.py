"""What a Vietnamese syllable looks like: tells a word ("BAN") from letters to be spelled ("BKHCN").

Promises: every syllable of standard spelling is recognised, with any tone, wherever its mark is placed.
Does not: know whether a well-formed syllable means anything.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
    r"(?:oai|oay|oeo|uây|uôi|uyê|uya|uyu|iêu|yêu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi"
    r"|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_MODERN = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone + second)
    for first, second in ("oa", "oe", "uy")
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}
_OLD_SPELLING = re.compile(rf"(?<!q)(?:{'|'.join(_MODERN)})(?!\w)")


def without_tone(word: str) -> str:
    """Lower case, tone mark taken off, vowel quality (ă â ê ô ơ ư, đ) kept."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))


def is_syllable(word: str) -> bool:
    return _SYLLABLE.fullmatch(without_tone(word)) is not None


def in_modern_spelling(text: str) -> str:
    """Lower-case «uỷ», «hoà» → «ủy», «hòa» at the end of a syllable (not after q: «quý» stays)."""
    return _OLD_SPELLING.sub(lambda match: _MODERN[match.group()], text)
