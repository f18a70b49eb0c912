"""Abbreviations, foreign words, list marks, addresses and signs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.numerals import roman_to_int
from services.speech.rules.reading.neighbours import in_capitals
from services.speech.rules.syllables import is_syllable

_ROMAN = r"[IVXLC]{1,8}"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://(?:www\.)?|www\.)([\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:/\S*?)?(?=[.,;:!?)\]]*(?:\s|$))")
_ADDRESS_SIGNS = {"@": " a còng ", ".": " chấm ", "-": " gạch ngang ", "_": " gạch dưới "}
_LIST_MARK = re.compile(r"^\s*(?:[-–—+*•●○▪◦·]+\s+|#{1,6}\s+)")
_LETTER_MARK = re.compile(r"^\s*([a-zđ])\s*[).]\s+")
_ROMAN_MARK = re.compile(rf"^\s*({_ROMAN})\s*[.)]\s+")


def list_marks(text: str, lexicon: Lexicon) -> str:
    """«- », «+ », «• » are silent; «II. » is a number; «đ) » is a letter, followed by a short pause."""
    text = _LIST_MARK.sub("", text)
    text = _LETTER_MARK.sub(lambda match: f"{lexicon.letters[match[1]]}, ", text)
    return _ROMAN_MARK.sub(lambda match: f"{roman_to_int(match[1]) or match[1]}. ", text)


def abbreviations(text: str, lexicon: Lexicon) -> str:
    def spoken(match: re.Match[str]) -> str:
        written = match.group()
        if is_syllable(written) and in_capitals(match.string, match.span()):
            return written  # «TU DƯỠNG» in a heading is a word, not Tỉnh ủy
        return lexicon.abbreviations[written] + (" " if written.endswith(".") else "")

    return _alternatives(lexicon.abbreviations).sub(spoken, text)


def loanwords(text: str, lexicon: Lexicon) -> str:
    pattern = _alternatives(lexicon.loanwords, re.IGNORECASE)
    return pattern.sub(lambda match: lexicon.loanwords[match.group().lower()], text)


def addresses(text: str, lexicon: Lexicon) -> str:
    """E-mail addresses in full, of a link only the site: nobody can follow a path by ear."""

    def spoken(address: str) -> str:
        parts = re.split(r"([@._-])", address)
        return "".join(_ADDRESS_SIGNS.get(part, _readable(part, lexicon)) for part in parts)

    text = _EMAIL.sub(lambda match: spoken(match.group()), text)
    return _LINK.sub(lambda match: spoken(match[1]), text)


def _readable(word: str, lexicon: Lexicon) -> str:
    return word if len(word) > 4 or is_syllable(word) else lexicon.letter_by_letter(word)


def clauses(text: str, lexicon: Lexicon) -> str:
    """«điểm đ khoản 2» and «Điều 36a»: the letter has a name."""
    named = re.compile(r"\b([Đđ]iểm\s+)([a-zđ])(?=(?:\s*[,;.]?\s|\s*[,;.]?$))")
    text = named.sub(lambda match: match[1] + lexicon.letters[match[2]], text)
    return re.sub(r"\b([Đđ]iều\s+\d+)([a-zđ])\b", lambda match: f"{match[1]} {lexicon.letters[match[2]]}", text)


def symbols(text: str, lexicon: Lexicon) -> str:
    text = re.sub(r"(?<=\d)\s?m2\b|(?<=\d)\s?m²", " mét vuông", text)
    text = re.sub(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_]{2,})", ", ", text)
    text = re.sub("|".join(map(re.escape, lexicon.symbols)), lambda match: f" {lexicon.symbols[match.group()]} ", text)
    return re.sub(r"[*_#|~^]+", " ", text)


def leftover_capitals(text: str, lexicon: Lexicon) -> str:
    """A run of capitals that is no syllable and in no table is spelled by its letters."""

    def spoken(match: re.Match[str]) -> str:
        word = match.group()
        return word if is_syllable(word) else lexicon.letter_by_letter(word)

    return re.sub(r"(?<![^\W_])[A-ZĐĂÂÊÔƠƯ]{2,8}(?![^\W_])", spoken, text)


def _alternatives(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?!\w)(?!-\w)", flags)
