"""Days, months, hours, and the pairs and ranges that look like them."""

from __future__ import annotations

import re

from services.speech.rules.lexicon import Lexicon

_DASH = r"\s*[-–—]\s*"
_DATE = re.compile(r"(?<![\d/.,-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
_MONTH_YEAR = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/])")
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})")
_NAMED_DAY = re.compile(r"(?i)(?:ngày|mùng|mồng)\s+(?:\d+\s+đến\s+)?$")
_NAMED_MONTH = re.compile(r"(?i)tháng\s+(?:\d+\s+đến\s+)?$")
_PAIR = re.compile(r"(?<![\d/.,-])(\d{1,3})/(\d{1,3})(?![\d/]|[.,]\d|-[A-ZĐ])")
_CLOCK = re.compile(r"(?<![\d:.,])([01]?\d|2[0-4])\s?(?:[hg:]([0-5]\d)|[hg])(?:['’]|(?:ph?|phút)\b)?(?![\w:])")


def dates(text: str, lexicon: Lexicon) -> str:
    """«05/6/2025», «6-7/2025», «ngày 3/2 và 19/5», «1/1/2025-31/12/2025»."""
    text = re.sub(rf"(?<=\d{{4}}){_DASH}(?=\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})", " đến ngày ", text)
    text = re.sub(rf"(?i)\b((?:ngày|tháng)\s+\d{{1,2}}){_DASH}(?=\d{{1,2}}/\d)", r"\1 đến ", text)
    text = _DATE.sub(_full_date, text)
    text = _MONTH_YEAR.sub(_month_of_year, text)
    cues = "|".join(map(re.escape, lexicon.date_cues))
    join = rf"\s*,\s*|\s+và\s+|\s+đến\s+(?:ngày\s+)?|{_DASH}"
    cued = re.compile(
        rf"(?i)\b(?:{cues})\s+(?:\d{{1,2}}\s+đến\s+)?\d{{1,2}}/\d{{1,2}}(?:(?:{join})\d{{1,2}}/\d{{1,2}})*(?![\d/])"
    )
    return cued.sub(lambda match: _SHORT_DATE.sub(_day_of_month, re.sub(_DASH, " đến ", match.group())), text)


def _full_date(match: re.Match[str]) -> str:
    if not _is_day(int(match[1]), int(match[3])):
        return match.group()
    named = _NAMED_DAY.search(match.string, 0, match.start()) is not None
    return f"{'' if named else 'ngày '}{int(match[1])} tháng {int(match[3])} năm {match[4]}"


def _month_of_year(match: re.Match[str]) -> str:
    named = _NAMED_MONTH.search(match.string, 0, match.start()) is not None
    return f"{'' if named else 'tháng '}{int(match[1])} năm {match[2]}"


def _day_of_month(match: re.Match[str]) -> str:
    day, month = int(match[1]), int(match[2])
    return f"{day} tháng {month}" if _is_day(day, month) else match.group()


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def fractions(text: str, lexicon: Lexicon) -> str:
    """«2/3 số» is two thirds, «15/15 chi bộ» is 15 out of 15, «30/4» is a day of the year."""
    nouns = "|".join(map(re.escape, lexicon.counted_nouns))
    counted = re.compile(rf"\s+(?:{nouns})\b", re.IGNORECASE)

    def spoken(match: re.Match[str]) -> str:
        upper, lower = int(match[1]), int(match[2])
        if counted.match(match.string, match.end()) or upper == lower:
            return f"{upper} trên {lower}"
        if upper > lower and _is_day(upper, lower):
            return f"{upper} tháng {lower}"
        return f"{upper} phần {lower}" if upper < lower <= 10 else f"{upper} trên {lower}"

    return _PAIR.sub(spoken, text)


def clock_times(text: str, _lexicon: Lexicon) -> str:
    def spoken(match: re.Match[str]) -> str:
        minutes = int(match[2] or 0)
        return f"{int(match[1])} giờ" + (f" {minutes} phút" if minutes else "")

    return _CLOCK.sub(spoken, text)


def ranges(text: str, _lexicon: Lexicon) -> str:
    """«7h - 9h», «thứ 2 - thứ 6», «Điều 5 - 7»: a dash between two measures of one kind is «đến»."""
    number = r"\d+(?:[.,]\d+)*"
    text = re.sub(rf"(?<![\d/-])({number}\s?%?){_DASH}(?={number}(?![\d/-]))", r"\1 đến ", text)
    text = re.sub(rf"(\bgiờ(?:\s\d+(?:\sphút)?)?){_DASH}(?=\d)", r"\1 đến ", text)
    return re.sub(rf"\b(thứ\s+\d){_DASH}(?=thứ|chủ nhật)", r"\1 đến ", text, flags=re.IGNORECASE)
