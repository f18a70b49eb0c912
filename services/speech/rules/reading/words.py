"""Abbreviations, foreign words, list marks, addresses and signs."""

from __future__ import annotations

import re

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.numerals import roman_to_int
from services.speech.rules.reading.neighbours import in_capitals
from services.speech.rules.reading.patterns import alternatives
from services.speech.rules.reading_rules import apply_rules
from services.speech.rules.syllables import is_syllable

_ROMAN = r"[IVX]{1,8}"  # «C.» at the start is a letter
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://(?:www\.)?|www\.)([\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:/\S*?)?(?=[.,;:!?)\]]*(?:\s|$))")
_ADDRESS_SIGNS = {"@": " a còng ", ".": " chấm ", "-": " gạch ngang ", "_": " gạch dưới "}
_SITE = re.compile(
    r"(?<![\w@.-])((?:[a-z0-9-]+\.)+(?:vn|com|org|net|edu|gov|info))(?:/[^\s,;]*[^\s,;.!?)\]])?(?![\w@-])"
)
_LIST_MARK = re.compile(r"^\s*(?:[-–—+*•●○▪◦·→⇒►➢❖✓✔☑♦◆■□]+\s+|#{1,6}\s+)")
_NUMBER_MARK = re.compile(r"^\s*(\d{1,3}(?:\.\d{1,3})*)(?:\)|\s*[/–-])\s+(?=[^\W\d_])")
_SMALL_ROMAN = re.compile(r"(?<![\w(])(\(?)([ivx]{1,4})\)\s+")
_NOTE_MARK = re.compile(
    r"(?<=[^\s(\[])\[\d{1,3}(?:\s*[,;]\s*(?:tr\.?\s*)?\d{1,4}(?:\s*[-–]\s*\d{1,4})?)*\]"
    r"|(?<=[^\s\d(\[])(?:\(\d{1,2}\)|[⁰¹⁴-⁹][⁰¹²³⁴-⁹]?)"
)
_NOTE_SQUARE = re.compile(r"(?<=[^\W\d_]{2})(?<!km)(?<!cm)(?<!dm)(?<!mm)[²³](?!\w)|(?<=[.,;:!?”\")])[²³](?!\w)")
_COMPOUND = re.compile(r"(?<![\w-])[A-ZĐƯ&]{2,8}(?:\s?[-–]\s?[A-ZĐƯ&]{2,8})+(?![\w-])")
_LETTER_MARK = re.compile(r"^\s*([a-zđ])\s*[)./]\s+")
_ROMAN_MARK = re.compile(rf"^\s*({_ROMAN})\s*[.)/–-]\s+")
_CAPITAL_MARK = re.compile(r"^\s*([A-ZĐ])\s*([.)/–-])\s+(?=([^\W\d_]{2,}))")


def list_marks(text: str, lexicon: Lexicon) -> str:
    """«- », «+ », «• » are silent; «II. » is a number; «đ) » is a letter, followed by a short pause."""
    text = _LIST_MARK.sub("", text)
    text = _LETTER_MARK.sub(lambda match: f"{lexicon.letters[match[1]]}, ", text)
    text = _NUMBER_MARK.sub(r"\1, ", _SMALL_ROMAN.sub(_small_roman, text))
    text = _ROMAN_MARK.sub(lambda match: f"{roman_to_int(match[1]) or match[1]}. ", text)
    heading = _CAPITAL_MARK.match(text)
    if heading is None or (heading[2] == "." and not heading[3].isupper()):  # «C. Mác» is a name
        return text
    return f"{lexicon.letters[heading[1].lower()]}. {text[heading.end() :]}"


def _small_roman(match: re.Match[str]) -> str:
    """«(ii)» and, where it opens the text, «ii)»."""
    value = roman_to_int(match[2].upper())
    return match.group() if value is None or (not match[1] and match.start()) else f"{match[1]}{value}) "


def note_marks(text: str, _lexicon: Lexicon) -> str:
    """«Đảng[1]», «Đảng¹», «[12, tr.25]»: where a note at the foot is called; nobody reads it out."""
    return _NOTE_SQUARE.sub("", _NOTE_MARK.sub("", text))


def abbreviations(text: str, lexicon: Lexicon) -> str:
    def spoken(match: re.Match[str]) -> str:
        written = match.group()
        if is_syllable(written) and in_capitals(match.string, match.span()):
            return written  # «TU DƯỠNG» in a heading is a word, not Tỉnh ủy
        return lexicon.abbreviations[written] + (" " if written.endswith(".") else "")

    return alternatives(lexicon.abbreviations).sub(spoken, _compounds(text, lexicon))


def _compounds(text: str, lexicon: Lexicon) -> str:
    """«CNH-HĐH» and «KT - XH»: known as one, or each of its parts known."""

    def spoken(match: re.Match[str]) -> str:
        parts = re.split(r"\s*[-–]\s*", match.group())
        known = [lexicon.abbreviations.get(part) for part in parts]
        whole = lexicon.abbreviations.get("-".join(parts))
        return whole or (", ".join(filter(None, known)) if all(known) else match.group())

    return _COMPOUND.sub(spoken, text)


def own_rules(text: str, lexicon: Lexicon) -> str:
    return apply_rules(text, lexicon.rules)


def places(text: str, lexicon: Lexicon) -> str:
    """Names that are not read as they are written: «Đắk Lắk»."""
    if not lexicon.places:
        return text
    return alternatives(lexicon.places).sub(lambda match: lexicon.places[match.group()], text)


def loanwords(text: str, lexicon: Lexicon) -> str:
    pattern = alternatives(lexicon.loanwords, re.IGNORECASE)
    return pattern.sub(lambda match: lexicon.loanwords[match.group().lower()], text)


def addresses(text: str, lexicon: Lexicon) -> str:
    """E-mail addresses in full, of a link only the site: nobody can follow a path by ear."""

    def spoken(address: str) -> str:
        parts = re.split(r"([@._-])", address)
        return "".join(_ADDRESS_SIGNS.get(part, _readable(part, lexicon)) for part in parts)

    text = _EMAIL.sub(lambda match: spoken(match.group()), text)
    text = _LINK.sub(lambda match: spoken(match[1]), text)
    return _SITE.sub(lambda match: spoken(match[1]), text)


def _readable(word: str, lexicon: Lexicon) -> str:
    return word if len(word) > 4 or is_syllable(word) else lexicon.letter_by_letter(word)


def clauses(text: str, lexicon: Lexicon) -> str:
    """«điểm đ khoản 2» and «Điều 36a»: the letter has a name."""
    letter = r"(?<!\w)[a-zđ](?!\w)"
    joined = r"(?:\s*,\s*|\s+(?:và|hoặc|đến)\s+|\s*[-–]\s*)"
    named = re.compile(rf"\b([Đđ]iểm\s+)({letter}(?:{joined}{letter})*)")

    def spoken(match: re.Match[str]) -> str:
        listed = re.sub(r"\s*[-–]\s*", " đến ", match[2])
        return match[1] + re.sub(letter, lambda one: lexicon.letters[one.group()], listed)

    text = named.sub(spoken, text)
    return re.sub(r"\b([Đđ]iều\s+\d+)([a-zđ])\b", lambda match: f"{match[1]} {lexicon.letters[match[2]]}", text)


def symbols(text: str, lexicon: Lexicon) -> str:
    text = re.sub(r"%(?=[^\W\d_]{2})", "% ", text)
    text = re.sub(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_]{2,})", ", ", text)
    text = re.sub("|".join(map(re.escape, lexicon.symbols)), lambda match: f" {lexicon.symbols[match.group()]} ", text)
    text = re.sub(r"(?<=\d)\s?~\s?(?=\d)", " đến ", re.sub(r"(?<!\d)\s?~\s?(?=\d)", " khoảng ", text))
    return re.sub(r"[*_#|~^]+", " ", text)


def leftover_capitals(text: str, lexicon: Lexicon) -> str:
    """A run of capitals that is no syllable and in no table is spelled by its letters."""

    def spoken(match: re.Match[str]) -> str:
        word = match.group()
        return word if is_syllable(word) else lexicon.letter_by_letter(word)

    text = re.sub(r"(?<![^\W_])Đ(?=\W|$)", lexicon.letters["đ"], text)  # «ông Lê Văn Đ.»
    return re.sub(r"(?<![^\W_])[A-ZĐĂÂÊÔƠƯ]{2,8}(?![^\W_])", spoken, text)
