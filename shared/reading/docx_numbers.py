"""The numbers that Word puts before paragraphs and that stand nowhere in their text: "Điều 3.", "2.", "a)"."""

from __future__ import annotations

import re
import string
import xml.etree.ElementTree as ET
from dataclasses import dataclass

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_LEVELS = 9
_LONGEST_CHAIN = 20


@dataclass(frozen=True)
class _Level:
    kind: str
    text: str
    start: int


class Numbering:
    """Counts while the paragraphs are read in their order."""

    def __init__(self, numbers: ET.Element | None, styles: ET.Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counted: dict[str, list[int | None]] = {}
        self._styles = _numbers_of_styles(styles) if styles is not None else {}
        if numbers is not None:
            self._read(numbers)

    def mark_of(self, paragraph: ET.Element) -> str:
        """What stands before the paragraph, with a space after it; "" when Word puts nothing there."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, depth = place
        abstract = self._lists.get(number, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.kind == "none":
            return ""
        counts = self._counted.setdefault(abstract, [None] * _MOST_LEVELS)
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_MOST_LEVELS - depth - 1)
        if level.kind == "bullet":
            return "- "

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            asked = levels.get(at)
            if asked is None:
                return ""
            count = counts[at]
            return _written(asked.start if count is None else count, asked.kind)

        return f"{_PLACE.sub(shown, level.text)} "

    def _place(self, paragraph: ET.Element) -> tuple[str, int] | None:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self._styles.get(style.get(W + "val", "")) if style is not None else None
        found = _num_pr(own) or inherited
        if found is None or found[0] in {"", "0"}:
            return None
        return found[0], min(found[1], _MOST_LEVELS - 1)

    def _read(self, numbers: ET.Element) -> None:
        for abstract in numbers.findall(W + "abstractNum"):
            self._levels[abstract.get(W + "abstractNumId", "")] = {
                int(level.get(W + "ilvl", "0")): _Level(
                    _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), int(_value(level, "start", "1"))
                )
                for level in abstract.findall(W + "lvl")
            }
        for one in numbers.findall(W + "num"):
            number, base = one.get(W + "numId", ""), _value(one, "abstractNumId", "")
            restarted = [
                found for found in one.findall(W + "lvlOverride") if found.find(W + "startOverride") is not None
            ]
            if not restarted:
                self._lists[number] = base
                continue
            levels = dict(self._levels.get(base, {}))
            for override in restarted:
                depth = int(override.get(W + "ilvl", "0"))
                if depth in levels:
                    was = levels[depth]
                    levels[depth] = _Level(was.kind, was.text, int(_value(override, "startOverride", "1")))
            self._lists[number] = own = f"{base} restarted as {number}"
            self._levels[own] = levels


def _numbers_of_styles(styles: ET.Element) -> dict[str, tuple[str, int]]:
    """Style → its list, its own or that of the style it is based on."""
    by_id = {style.get(W + "styleId", ""): style for style in styles.findall(W + "style")}
    found = {}
    for name in by_id:
        style, steps = by_id.get(name), 0
        while style is not None and steps < _LONGEST_CHAIN:
            if place := _num_pr(style.find(f"{W}pPr/{W}numPr")):
                found[name] = place
                break
            style, steps = by_id.get(_value(style, "basedOn", "")), steps + 1
    return found


def _num_pr(properties: ET.Element | None) -> tuple[str, int] | None:
    if properties is None or properties.find(W + "numId") is None:
        return None
    depth = _value(properties, "ilvl", "0")
    return _value(properties, "numId", ""), int(depth) if depth.isascii() and depth.isdigit() else 0


def _value(element: ET.Element, name: str, otherwise: str) -> str:
    found = element.find(W + name)
    return otherwise if found is None else found.get(W + "val", otherwise)


def _written(number: int, kind: str) -> str:
    if kind in {"lowerLetter", "upperLetter"}:  # Word counts with the English alphabet: d, e
        letter = string.ascii_lowercase[(number - 1) % 26]
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if kind == "upperRoman" else roman
    if kind == "decimalZero":
        return f"{number:02d}"
    return str(number)
