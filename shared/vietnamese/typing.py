"""What a typing method leaves behind when it was switched off: the keys of Telex and VNI, still in the words.

`repaired` promises to change nothing of a text that has a letter of Vietnamese in it (then the method was on), nor a
word that is one as it stands, nor a number of a document. Gives back folded syllables: the keys are taken out, not
applied.
"""

from __future__ import annotations

import re

# Telex: tones and hooks are letters after the vowel; VNI: they are digits.
_TELEX = re.compile(
    r"(?<=[aeiouyw])[sfrxjw]+|(?<=[aeiouyw][cmnpt])[sfrxj]|(?<=[aeiouyw](?:ch|ng|nh))[sfrxj]|^w(?=[nmcpt])"
)
_DOUBLED = re.compile(r"([aeod])\1+")
_VNI = re.compile(r"(?<=[a-z])[1-9]+")
# In Telex a w without a vowel before it is ư: "nhw", "twf".
_LONE_W = re.compile(r"(?<=[bcdghklmnprtvx])w|^w(?=[ac-z])")
# A syllable without its diacritics: what begins it, its vowels, what ends it.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    r"(?:(?:uye|oa|oe|oo|ie|ua|ue|uo|uy|ye|[aeiouy])(?:ch|ng|nh|[cmnpt])?"
    r"|uya|uyu|uou|uoi|uai|uay|oai|oay|oao|oeo|ieu|yeu|[aeo][iouy]|ia|iu|ui|uu)"
)
_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile(r"([aeod])\1|w|[a-z][6-9]")
# One such word may be an English one ("beer"); of two in one message the typing method was off.
FEWEST_RAW = 2


def is_syllable(word: str) -> bool:
    """`word` is folded."""
    return _SYLLABLE.fullmatch(word) is not None


def without_keys(word: str) -> list[str]:
    """The word without what Telex or VNI left in it: "ddangr" and "d9ang3" → dang."""
    bare = _VNI.sub("", word) if word[:1].isalpha() else word
    ways = [bare, *(_DOUBLED.sub(r"\1", _TELEX.sub("", _DOUBLED.sub(r"\1", each))) for each in (word, bare))]
    return [each for each in dict.fromkeys(ways) if each and each != word]


def repaired(text: str) -> str:
    """The text with the keys taken out where it was clearly typed so: "bieeur quyeets" → "bieu quyet"."""
    if not text.isascii():
        return text
    tokens = [(token, _word_of(token)) for token in re.split(r"(\s+)", text)]
    raw = {word: meant for _, word in tokens if word and (meant := _meant(word))}
    strange = {word for _, word in tokens if word and word not in raw and not is_syllable(word)}
    if len(raw) < max(FEWEST_RAW, len(strange)) or not any(_MARKED.search(word) for word in raw):
        return text
    return "".join(_with(token, word, raw[word]) if word in raw else token for token, word in tokens)


def _word_of(token: str) -> str:
    """The one word of the token in small letters; nothing for "18-NQ/TU", "A4" or an address."""
    found: list[str] = _WORD.findall(token)
    if len(found) != 1 or found[0][0].isdigit() or re.fullmatch(r"[A-Z]+\d+", found[0]):
        return ""
    return found[0].lower()


def _meant(word: str) -> str:
    """The syllable that was meant; nothing where the word is one already, or no keys make it one."""
    if is_syllable(word) and "oo" not in word:
        return ""
    voiced = _LONE_W.sub("u", word)
    ways = [voiced] if voiced != word else []
    return next((each for each in [*ways, *without_keys(voiced)] if is_syllable(each)), "")


def _with(token: str, word: str, meant: str) -> str:
    at = token.lower().index(word)
    return token[:at] + meant + token[at + len(word) :]
