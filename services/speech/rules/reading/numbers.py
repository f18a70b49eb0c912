"""Numbers that are names: of documents, of congresses, of telephones; and sums of money."""

from __future__ import annotations

import re

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.numerals import roman_to_int
from services.speech.rules.reading.neighbours import in_capitals
from services.speech.rules.syllables import is_syllable

_DASH = r"\s*[-–—]\s*"
_ROMAN = r"[IVXLC]{1,8}"
_DOCUMENT = re.compile(
    r"(?<![\w/])(?P<number>\d{1,5})(?:/(?P<year>(?:19|20)\d\d))?"
    r"(?P<codes>(?:[-–/][A-ZĐƯ][A-Za-zĐđƯư]{0,11}\d{0,2}){1,4})(?![\w/])"
)


def document_numbers(text: str, lexicon: Lexicon) -> str:
    """«18-NQ/TW», «105/2021/NĐ-CP»: number, year, then each code by the table or letter by letter."""

    def spoken(match: re.Match[str]) -> str:
        number = match["number"]
        leading = "không " if number.startswith("0") and len(number) == 2 else ""
        year = f" năm {match['year']}" if match["year"] else ""
        codes = [_code(code, lexicon) for code in re.split(r"[-–/]", match["codes"]) if code]
        return f"{leading}{int(number)}{year} {' '.join(codes)}"

    return _DOCUMENT.sub(spoken, text)


def _code(code: str, lexicon: Lexicon) -> str:
    assembly = re.fullmatch(r"QH(\d{1,2})", code)
    if assembly:
        return f"Quốc hội khóa {int(assembly[1])}"
    known = lexicon.document_codes.get(code) or lexicon.abbreviations.get(code)
    return known or lexicon.letter_by_letter(code)


def roman_numerals(text: str, lexicon: Lexicon) -> str:
    """After a cue any numeral counts, also a list («khóa X, XI và XII»); alone only two letters or more."""
    cues = "|".join(sorted(map(re.escape, lexicon.roman_cues), key=len, reverse=True))
    listed = re.compile(rf"\b((?i:{cues})\s+)({_ROMAN}(?:(?:\s*,\s*|\s+và\s+|{_DASH}){_ROMAN})*)\b(/(?=\d{{4}}))?")
    text = listed.sub(lambda match: match[1] + _arabic(match[2]) + (" năm " if match[3] else ""), text)
    return re.sub(r"(?<![\w.-])[IVX]{2,8}(?![\w])", _lone_roman, text)


def _arabic(text: str) -> str:
    return re.sub(rf"\b{_ROMAN}\b", lambda match: str(roman_to_int(match.group()) or match.group()), text)


def _lone_roman(match: re.Match[str]) -> str:
    value = roman_to_int(match.group())
    if value is None or (is_syllable(match.group()) and in_capitals(match.string, match.span())):
        return match.group()
    return str(value)


def money(text: str, lexicon: Lexicon) -> str:
    names = "|".join(sorted(map(re.escape, lexicon.currencies), key=len, reverse=True))
    text = re.sub(rf"(?<=[\d\s])({names})(?!\w)", lambda match: f" {lexicon.currencies[match[1]]}", text)
    text = re.sub(r"(?<=\d)\s?(?:đ|₫)(?![\w/.]c?hí)(?!\w)", " đồng", text)
    text = re.sub(r"\$\s?(\d[\d.,]*\d|\d)", r"\1 đô la", text)
    return re.sub(r"(?<=[^\W\d_])/(?=(?:người|tháng|năm|ngày|lần|hộ|suất|đảng viên|giờ)\b)", " một ", text)


def long_numbers(text: str, _lexicon: Lexicon) -> str:
    """Telephone and card numbers digit by digit; «05 đồng chí» is five, but «số 05» keeps its zero."""
    text = re.sub(r"(?<!số )(?<![\w.,/-])0([1-9])(?=\s+[^\W\d])", r"\1", text)
    grouped = re.compile(r"(?<![\d.,/-])\(?0\d{2,4}\)?(?:[ .]\d{3,4}){2}(?![\d.,]?\d)")
    text = grouped.sub(lambda match: " ".join(re.findall(r"\d", match.group())), text)
    plain = re.compile(r"(?<![\d.,/-])(?:0\d{3,}|\d{9,})(?![.,/]?\d)")
    return plain.sub(lambda match: " ".join(match.group()), text)
