"""Days, months, hours, and the pairs and ranges that look like them."""

from __future__ import annotations

import re

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.reading.patterns import any_of

_DASH = r"\s*[-–—]\s*"
_DATE = re.compile(r"(?<![\d/.,-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
_MONTH_YEAR = re.compile(r"(?<![\w/])(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/])")
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})")
_NAMED_DAY = re.compile(r"(?i)(?:ngày|mùng|mồng)\s+(?:\d+\s+đến\s+)?$")
_NAMED_MONTH = re.compile(r"(?i)tháng\s+(?:\d+\s+đến\s+)?$")
_PAIR = re.compile(r"(?<![\d/.,-])(\d{1,3})/(\d{1,3})(?![\d/]|[.,]\d|-[A-ZĐ])")
_CLOCK = re.compile(
    r"(?<![\d:.,])(?P<cue>(?i:lúc|từ|đến|hồi|trước|sau|khoảng)\s)?(?P<hour>[01]?\d|2[0-4])\s?"
    r"(?:[hg:](?P<minutes>[0-5]\d)|(?P<alone>[hg]))(?:['’]|(?:ph?|phút)\b)?(?![\w:])"
)
_ZERO_DAY = re.compile(r"(?<![\d/.,-])(0\d/\d{1,2}|\d{1,2}/0\d)(?![\d/]|[.,]\d|-[A-ZĐ])")
_DASHED_DAY = re.compile(r"(?i)(?<=\d)-(?=\d)")


def dates(text: str, lexicon: Lexicon) -> str:
    """«05/6/2025», «6-7/2025», «ngày 3/2 và 19/5», «1/1/2025-31/12/2025»."""
    text = _named_days(text, lexicon)
    text = re.sub(rf"(?<=\d{{4}}){_DASH}(?=\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})", " đến ngày ", text)
    text = re.sub(rf"(?i)\b((?:ngày|tháng)\s+\d{{1,2}}){_DASH}(?=\d{{1,2}}/\d)", r"\1 đến ", text)
    text = _DATE.sub(_full_date, text)
    text = re.sub(
        rf"(?i)\b((?:{any_of(lexicon.cues['issue'])})\s+)(\d{{1,2}})/((?:19|20)\d\d)(?![\d/])", r"\1\2 năm \3", text
    )
    text = _MONTH_YEAR.sub(_month_of_year, text)
    text = _ZERO_DAY.sub(lambda match: _SHORT_DATE.sub(_day_of_month, match.group()), text)
    cues = any_of(lexicon.cues["date"])
    join = rf"\s*,\s*|\s+và\s+|\s+đến\s+(?:ngày\s+)?|{_DASH}"
    cued = re.compile(
        rf"(?i)\b(?:{cues})\s+(?:\d{{1,2}}\s+đến\s+)?\d{{1,2}}/\d{{1,2}}(?:(?:{join})\d{{1,2}}/\d{{1,2}})*(?![\d/])"
    )
    return cued.sub(lambda match: _SHORT_DATE.sub(_day_of_month, re.sub(_DASH, " đến ", match.group())), text)


def _named_days(text: str, lexicon: Lexicon) -> str:
    """Shorthand that only its neighbours give away: «T9/2026», «tháng 1-2026», «ngày 2-9», «từ 1/1 đến 30/6»."""
    text = re.sub(r"(?<!\w)[Tt]\.?\s?(?=(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?!\d))", "tháng ", text)
    text = re.sub(r"(?<!\w)Q\.?\s?([1-4])/(?=(?:19|20)\d\d(?!\d))", r"quý \1/", text)
    text = re.sub(r"(?<!\w)CN(?=\s*[,(]?\s*(?:ngày\s+)?\d{1,2}/\d)", "chủ nhật", text)
    text = re.sub(r"(?i)\b(tháng\s+(?:0?[1-9]|1[0-2]))-(?=(?:19|20)\d\d(?!\d))", r"\1/", text)
    day = r"(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|1[0-2])(?![\d/-]|\s+tháng|[.,]\d)"
    dashed = re.compile(rf"(?i)\b(?:{any_of(lexicon.cues['date'])})\s+{day}(?:(?:\s*,\s*|\s+và\s+){day})*")
    text = dashed.sub(lambda match: _DASHED_DAY.sub("/", match.group()), text)
    until = r"(?:\s+đến\s+(?:hết\s+)?(?:ngày\s+)?|\s*[-–]\s*)"
    spans = re.compile(rf"(?i)(?<![\d/])(\d{{1,2}}/\d{{1,2}})({until})(?=(\d{{1,2}}/\d{{1,2}})(/\d{{4}})?(?![\d/]))")

    def spoken(match: re.Match[str]) -> str:
        first, last = ([int(part) for part in match[group].split("/")] for group in (1, 3))
        surely = match[4] or first[0] > first[1] or last[0] > last[1]
        return f"ngày {match.group()}" if surely and _is_day(*first) and _is_day(*last) else match.group()

    return spans.sub(spoken, text)


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
    counted = re.compile(rf"\s+(?:{any_of(lexicon.cues['counted'])})\b", re.IGNORECASE)
    address = re.compile(rf"(?i)\b(?:{any_of(lexicon.cues['address'])})\s+(?:số\s+)?$")

    def spoken(match: re.Match[str]) -> str:
        upper, lower = int(match[1]), int(match[2])
        as_written = upper == lower or (upper, lower) == (24, 7) or address.search(match.string, 0, match.start())
        if as_written or counted.match(match.string, match.end()):
            return f"{upper} trên {lower}"
        if upper > lower and _is_day(upper, lower):
            return f"{upper} tháng {lower}"
        return f"{upper} phần {'tư' if lower == 4 else lower}" if upper < lower <= 10 else f"{upper} trên {lower}"

    return _PAIR.sub(spoken, text)


def clock_times(text: str, _lexicon: Lexicon) -> str:
    def spoken(match: re.Match[str]) -> str:
        if match["alone"] == "g" and not match["cue"]:
            return match.group()  # «20 g» is a weight
        minutes = int(match["minutes"] or 0)
        return f"{match['cue'] or ''}{int(match['hour'])} giờ" + (f" {minutes} phút" if minutes else "")

    return _CLOCK.sub(spoken, text)


def ranges(text: str, _lexicon: Lexicon) -> str:
    """«7h - 9h», «thứ 2 - thứ 6», «Điều 5 - 7»: a dash between two measures of one kind is «đến»."""
    number = r"\d+(?:[.,]\d+)*"
    places = r"(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Cc]hương|[Mm]ục|[Pp]hần|[Tt]iết|[Bb]ài|[Tt]rang|[Tt]ổ|[Kk]hu)"
    text = re.sub(rf"\b((?:19|20)\d\d){_DASH}(?=nay\b)", r"\1 đến ", text)
    text = re.sub(rf"\b({places}\s+\d+){_DASH}(?={places}\s)", r"\1 đến ", text)
    text = re.sub(r"(?<=\d)\s+[-–]\s+(?=\d+\s*=)", " trừ ", text)
    text = re.sub(rf"(?i)\b(t[ỷỉ] số\s+\d{{1,3}}){_DASH}(?=\d)", r"\1 ", text)
    text = re.sub(rf"(?<![\d/-])({number}\s?%?){_DASH}(?={number}(?![\d/-]))", r"\1 đến ", text)
    text = re.sub(rf"(\bgiờ(?:\s\d+(?:\sphút)?)?){_DASH}(?=\d)", r"\1 đến ", text)
    text = re.sub(rf"\bT([2-7]){_DASH}T([2-7])(?!\w)", r"thứ \1 đến thứ \2", text)
    text = re.sub(r"(?i)\b(thứ\s+(?:7|bảy)\s*(?:,|và|-|đến)\s*)CN(?!\w)", r"\1chủ nhật", text)
    listed = re.compile(r"(?i)\bthứ\s+[2-7](?:\s*(?:,|và)\s*[2-7](?!\d))+")
    text = listed.sub(lambda match: match.group().replace("4", "tư"), text)
    return re.sub(rf"\b(thứ\s+\d){_DASH}(?=thứ|chủ nhật)", r"\1 đến ", text, flags=re.IGNORECASE)
