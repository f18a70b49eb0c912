"""Numbers that are names: of documents, of congresses, of telephones; and sums of money."""

from __future__ import annotations

import re

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.numerals import roman_to_int
from services.speech.rules.reading.neighbours import in_capitals
from services.speech.rules.reading.patterns import any_of
from services.speech.rules.syllables import is_syllable

_DASH = r"\s*[-–—]\s*"
_ROMAN = r"[IVXLC]{1,8}"
_DOCUMENT = re.compile(
    r"(?<![\w/])(?P<number>\d{1,5})(?:/(?P<year>(?:19|20)\d\d))?"
    r"(?P<codes>(?:[-–/][A-ZĐƯ][A-Za-zĐđƯư]{0,11}\d{0,2}){1,4})(?![\w/])"
)
_NUMBER_WORD = (
    r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi"
    r"|trăm|nghìn|ngàn|triệu|tỷ|tỉ|lẻ|linh|phẩy|đồng)"
)
_IN_WORDS = re.compile(rf"(?i)(\d[\d.,]*(?:\s*(?:đồng|đ))?)\s*\({_NUMBER_WORD}(?:\s+{_NUMBER_WORD})*(?:\s+chẵn)?\)")
_LOOSE = re.compile(r"(?<![\w/])(\d{1,5})\s*[-–]\s*([A-ZĐ][A-Za-zĐđ]{0,5})\s*/\s*(?=[A-ZĐƯ]{2})")


def document_numbers(text: str, lexicon: Lexicon) -> str:
    """«18-NQ/TW», «105/2021/NĐ-CP»: number, year, then each code by the table or letter by letter."""

    def spoken(match: re.Match[str]) -> str:
        number = match["number"]
        leading = "không " if number.startswith("0") and len(number) == 2 else ""
        year = f" năm {match['year']}" if match["year"] else ""
        codes = [_code(code, lexicon) for code in re.split(r"[-–/]", match["codes"]) if code]
        return f"{leading}{int(number)}{year} {' '.join(codes)}"

    kinds = re.compile(rf"(?<![\w/-])({any_of(lexicon.document_kinds)})(?=\s+(?:số\s+)?\d)")
    text = kinds.sub(lambda match: lexicon.document_kinds[match[1]], text)
    text = _DOCUMENT.sub(spoken, _LOOSE.sub(r"\1-\2/", text))
    return re.sub(r"(?<!\w)(?:TW|TƯ)\s?(\d{1,2})(?!\w)", r"Trung ương \1", text)


def _code(code: str, lexicon: Lexicon) -> str:
    assembly = re.fullmatch(r"(UBTV)?QH(\d{1,2})", code)
    if assembly:
        return f"{'Ủy ban Thường vụ ' if assembly[1] else ''}Quốc hội khóa {int(assembly[2])}"
    known = lexicon.document_codes.get(code) or lexicon.abbreviations.get(code)
    return known or lexicon.letter_by_letter(code)


def roman_numerals(text: str, lexicon: Lexicon) -> str:
    """After a cue any numeral counts, also a list («khóa X, XI và XII»); alone only two letters or more."""
    text = re.sub(r"(?<!\w)Q(?=(?:IV|I{1,3})(?!\w))", "quý ", text)
    cues = any_of(lexicon.cues["roman"])
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
    names = any_of(lexicon.currencies)
    text = re.sub(rf"(?<=[\d\s])({names})(?!\w)", lambda match: f" {lexicon.currencies[match[1]]}", text)
    text = re.sub(r"(?<=\d)\s?(?:đ|₫)(?!\w|[/.]\s?c(?:hí)?(?!\w))", " đồng", text)
    text = re.sub(r"(?<=\d)\s?tr(?![\w.])", " triệu", text)
    return re.sub(r"\$\s?(\d[\d.,]*\d|\d)", r"\1 đô la", text)


def said_twice(text: str, _lexicon: Lexicon) -> str:
    """«30 (ba mươi) ngày»: the number in words, as contracts and reports add it, is not read again."""
    return _IN_WORDS.sub(r"\1", text)


def telephones(text: str, lexicon: Lexicon) -> str:
    """«+84 912 345 678» and, after its cue, also a short one («gọi 113, 114», «tổng đài 1022») digit by digit."""
    abroad = re.compile(r"\(?\+84\)?[ .]?(\d{2,3}(?:[ .]?\d{3,4}){2})(?!\d)")
    text = abroad.sub(lambda match: f"cộng {_digits('84' + match[1])}", text)
    short = r"(?:11[1-9]|1\d{3}|[18][89]00(?:[ .]?\d{2,4}){1,2})(?!\d)"
    cued = re.compile(
        rf"(?i)\b((?:{any_of(lexicon.cues['phone'])})(?:\s+số)?\s*:?\s*)({short}(?:(?:\s*,\s*|\s+(?:và|hoặc)\s+){short})*)"
    )
    return cued.sub(lambda match: match[1] + re.sub(short, lambda one: _digits(one.group()), match[2]), text)


def _digits(text: str) -> str:
    return " ".join(re.findall(r"\d", text))


def long_numbers(text: str, _lexicon: Lexicon) -> str:
    """Telephone and card numbers digit by digit; «05 đồng chí» is five, but «số 05» keeps its zero."""
    text = re.sub(r"(?<!số )(?<![\w.,/-])0([1-9])(?=\s+[^\W\d])", r"\1", text)
    grouped = re.compile(r"(?<![\d.,/-])\(?0\d{2,4}\)?(?:[ .]\d{1,8}){1,3}(?![.,]?\d)")
    text = grouped.sub(lambda match: _digits(match.group()) if _is_telephone(match.group()) else match.group(), text)
    plain = re.compile(r"(?<![\d.,/-])(?:0\d{3,}|\d{9,})(?![.,/]?\d)")
    return plain.sub(lambda match: _digits(match.group()), text)


def _is_telephone(text: str) -> bool:
    return 10 <= len(re.findall(r"\d", text)) <= 11


def roads(text: str, _lexicon: Lexicon) -> str:
    """«QL1A», «ĐT.390», «km 12+500»."""
    text = re.sub(r"(?<!\w)QL\.?\s?(?=\d)", "quốc lộ ", text)
    text = re.sub(r"(?<!\w)(?:ĐT|TL)\.?\s?(?=[1-9]\d{2}[A-Z]?(?!\w))", "đường tỉnh ", text)
    return re.sub(r"(?i)(?<!\w)km\s?(\d+)\s?\+\s?(\d+)", r"ki lô mét \1 cộng \2", text)
