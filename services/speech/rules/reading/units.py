"""Measures: what stands after a number, and after the stroke of a rate («m³/s», «tấn/ha», «người/km²»)."""

from __future__ import annotations

import re

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.reading.patterns import any_of

# One letter is a unit only behind the stroke of another one: alone «m», «g», «s» are also initials and hours.
_AFTER_A_STROKE = {"h": "giờ", "s": "giây", "l": "lít", "m": "mét"}
_COUNTED_BY = r"(?:người|tháng|năm|ngày|lần|hộ|suất|đảng viên|đồng chí|giờ|tuần|quý|vụ|học sinh|đầu người|buổi|tiết)\b"


def units(text: str, lexicon: Lexicon) -> str:
    names = any_of(lexicon.units)
    text = re.sub(rf"(?<=[^\W\d_²³])/({names})(?![\w²³])", lambda match: f" trên {lexicon.units[match[1]]}", text)
    text = re.sub(r"(?<=[mgl²³])/([hslm])(?![\w²³])", lambda match: f" trên {_AFTER_A_STROKE[match[1]]}", text)
    text = re.sub(rf"(?<=[a-z][23²³])\s?/(?={_COUNTED_BY})", " một ", text)
    text = re.sub(rf"(?<=\d)\s?({names})(?![\w²³])", lambda match: f" {lexicon.units[match[1]]}", text)
    text = re.sub(r"(?<![\w])[kcdm]?m[²³](?!\w)", lambda match: lexicon.units.get(match.group(), match.group()), text)
    return re.sub(r"(?<=\d)k(?!\w)", " nghìn", text)


def rates(text: str, _lexicon: Lexicon) -> str:
    """«đồng/người/tháng»: so much for one."""
    return re.sub(rf"(?<=[^\W\d_])/(?={_COUNTED_BY})", " một ", text)


def minutes(text: str, _lexicon: Lexicon) -> str:
    """«90'»: minutes, unless the sign closes a quotation."""
    found = re.compile(r"(?<![\d.,])(\d{1,3})\s?['’′](?![\w'’])")

    def spoken(match: re.Match[str]) -> str:
        opened = len(re.findall(r"(?<!\w)['‘](?=\w)", match.string[: match.start() + 1]))
        closed = len(re.findall(r"(?<=\w)['’](?!\w)", match.string[: match.start()]))
        return match.group() if opened > closed else f"{match[1]} phút"

    return found.sub(spoken, text)
