"""Lines with their places on the card → the value of each field, by the labels of a layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.identity.rules.card_labels import Box, Label, ReadLine, labels_of
from services.identity.rules.card_layouts import BELOW, SAME_LINE, FieldRule, Layout
from services.identity.rules.card_values import Lexicon, value_of
from services.identity.rules.names import tidy

UNMISTAKABLE = ("card_number", "citizen_number")
LESS_LIKE = 12.0
"""Points of likeness by which a second reading of a label is none."""
LARGEST_GAP = 1.6
"""Between a label and the value below it, in heights of a line."""


@dataclass(frozen=True)
class Found:
    text: str
    """In its one form."""
    confidence: float
    lines: tuple[int, ...]
    """Numbers of the lines it stands on."""
    begins: float = 0.0
    """Share of its line to the left of it."""
    ends: float = 1.0


def read_fields(lines: Sequence[ReadLine], layout: Layout, lexicon: Lexicon) -> dict[str, Found]:
    labels = _printed_once([labels_of(number, line.text, layout) for number, line in enumerate(lines)])
    found = {}
    for rule in layout.fields:
        places = [label for row in labels for label in row if label.field == rule.name]
        for label in sorted(places, key=lambda one: (-one.likeness, one.start - one.end)):
            value = _value(rule, label, lines, labels, lexicon)
            if value is not None:
                found[rule.name] = value
                break
        else:
            if rule.kind in UNMISTAKABLE and (number := _only_one(rule.kind, lines, lexicon)):
                found[rule.name] = number
    return found


def _printed_once(labels: Sequence[Sequence[Label]]) -> list[list[Label]]:
    """A label stands on a card once: HỒ VĂN KIÊN is like "Họ và tên", but not where that itself was read."""
    best: dict[str, float] = {}
    for label in (label for row in labels for label in row):
        best[label.field] = max(best.get(label.field, 0.0), label.likeness)
    return [[one for one in row if not one.field or one.likeness > best[one.field] - LESS_LIKE] for row in labels]


def _only_one(kind: str, lines: Sequence[ReadLine], lexicon: Lexicon) -> Found | None:
    """A number whose label was lost, when nothing else on the card can be it."""
    fitting = []
    for number, line in enumerate(lines):
        runs = re.findall(r"\d[\d. ]{6,}\d", line.text)
        if len(runs) == 1 and (value := value_of(kind, runs[0], lexicon)) and not value_of("date", line.text, lexicon):
            fitting.append(Found(value, line.confidence, (number,), line.text.find(runs[0]) / len(line.text)))
    return fitting[0] if len(fitting) == 1 else None


def _value(
    rule: FieldRule, label: Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[Label]], lexicon: Lexicon
) -> Found | None:
    reads = [read for position in rule.positions for read in _READS[position]]
    for read in reads:
        part, numbers = read(label, lines, labels, rule.lines)
        texts = [part.text, *(lines[number].text for number in numbers[1:])]
        value = value_of(rule.kind, " ".join(texts), lexicon) if numbers else None
        if value is not None:
            sure = min([part.confidence, *(lines[number].confidence for number in numbers[1:])])
            return Found(value, sure, tuple(numbers), part.begins, part.ends)
    return None


@dataclass(frozen=True)
class _Part:
    """Of a line."""

    text: str = ""
    confidence: float = 0.0
    begins: float = 0.0
    ends: float = 1.0


def _read_below(
    label: Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[Label]], most: int
) -> tuple[_Part, list[int]]:
    numbers = _lines_below(label, lines, labels, most)
    return (_Part(lines[numbers[0]].text, lines[numbers[0]].confidence) if numbers else _Part()), numbers


def _read_beside(
    label: Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[Label]], most: int
) -> tuple[_Part, list[int]]:
    line, whole = lines[label.line], tidy(lines[label.line].text)
    end = min((other.start for other in labels[label.line] if other.start >= label.end), default=len(whole))
    # A second language of the label stands before the colon.
    begin = max(label.end, whole.rfind(":", label.end, end) + 1)
    if whole[begin:end].strip(" ;.-/"):
        below = _lines_below(label, lines, labels, most - 1) if most > 1 else []
        return _part(line, whole, begin, end), [label.line, *below]
    return _Part(), []


def _read_to_the_right(
    label: Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[Label]], most: int
) -> tuple[_Part, list[int]]:
    """In a line of its own: the gap, or the size of the letters, parted it from its label."""
    del most
    line = lines[label.line]
    right = [
        number
        for number, other in enumerate(lines)
        if not labels[number] and len(other.text) > 1 and other.box.left >= line.box.right - line.box.height / 2
        and abs(other.box.middle - line.box.middle) < line.box.height / 2
    ]  # fmt: skip
    nearest = sorted(right, key=lambda number: lines[number].box.left)[:1]
    return (_Part(lines[nearest[0]].text, lines[nearest[0]].confidence) if nearest else _Part()), nearest


def _part(line: ReadLine, whole: str, begin: int, end: int) -> _Part:
    text = whole[begin:end].strip(" ;.-/")
    before = len(whole[:begin].split())
    words = line.words[before : before + len(text.split())]
    if words and len(line.words) == len(whole.split()):
        return _Part(text, min(word.confidence for word in words), words[0].begins, words[-1].ends)
    return _Part(text, line.confidence, begin / len(whole), end / len(whole))


def _lines_below(label: Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[Label]], most: int) -> list[int]:
    """The nearest lines under the label that begin where it does and carry no label themselves."""
    taken: list[int] = []
    above = lines[label.line].box
    for _ in range(most):
        below = [
            number
            for number, line in enumerate(lines)
            if number not in taken and line.box.middle > above.middle + above.height / 3
            and line.box.top - above.bottom < LARGEST_GAP * above.height
            and _under(line.box, lines[label.line].box)
        ]  # fmt: skip
        nearest = min(below, key=lambda number: lines[number].box.middle, default=None)
        if nearest is None or labels[nearest]:
            break
        taken.append(nearest)
        above = lines[nearest].box
    return taken


def _under(box: Box, label: Box) -> bool:
    overlap = min(box.right, label.right) - max(box.left, label.left)
    return overlap > 0.5 * min(box.right - box.left, label.right - label.left)


_READS = {SAME_LINE: (_read_beside, _read_to_the_right), BELOW: (_read_below,)}
