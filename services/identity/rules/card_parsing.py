"""Lines with their places on the card → the value of each field, by the labels of a layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from services.identity.rules.card_layouts import BELOW, FieldRule, Layout
from services.identity.rules.card_values import Lexicon, value_of
from services.identity.rules.names import fold, tidy

LABEL_LIKENESS = 80.0
SHORT_LABEL = 4
"""A label of so few letters is taken only at the beginning of a line, exactly."""
LARGEST_GAP = 1.6
"""Between a label and the value below it, in heights of a line."""


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class ReadLine:
    text: str
    confidence: float
    box: Box


@dataclass(frozen=True)
class Found:
    text: str
    """In its one form."""
    confidence: float
    lines: tuple[int, ...]
    """Numbers of the lines it stands on."""


@dataclass(frozen=True)
class _Label:
    field: str
    """Empty for a label of what is not read."""
    line: int
    start: int
    end: int
    likeness: float


def read_fields(lines: Sequence[ReadLine], layout: Layout, lexicon: Lexicon) -> dict[str, Found]:
    labels = [_labels_of(number, line.text, layout) for number, line in enumerate(lines)]
    found = {}
    for rule in layout.fields:
        places = [label for row in labels for label in row if label.field == rule.name]
        for label in sorted(places, key=lambda one: (-one.likeness, one.start - one.end)):
            value = _value(rule, label, lines, labels, lexicon)
            if value is not None:
                found[rule.name] = value
                break
    return found


def titles_seen(lines: Sequence[ReadLine], layout: Layout) -> float:
    """Share of the layout's titles that stand there."""
    texts = [fold(line.text) for line in lines]
    seen = sum(any(_share(title, text) >= LABEL_LIKENESS for text in texts) for title in layout.titles)
    return seen / len(layout.titles)


def _share(title: str, text: str) -> float:
    if len(text) < len(title) * 0.8:
        return 0.0
    alignment = partial_ratio_alignment(title, text)
    return alignment.score if alignment else 0.0


def _labels_of(number: int, text: str, layout: Layout) -> list[_Label]:
    """Those that do not overlap, the likest and longest first to take its place; in reading order."""
    squeezed = _Squeezed(text)
    known = [(rule.name, label) for rule in layout.fields for label in rule.labels]
    known += [("", label) for label in layout.other_labels]
    places = [place for field, label in known if (place := _place_of(number, field, label, squeezed))]
    taken: list[_Label] = []
    for place in sorted(places, key=lambda one: (-round(one.likeness / 6), one.start - one.end)):
        if all(place.end <= other.start or place.start >= other.end for other in taken):
            taken.append(place)
    return sorted(taken, key=lambda one: one.start)


class _Squeezed:
    """Letters and digits alone, without marks, each with its place: readers lose colons, strokes and spaces first."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.places = [place for place, char in enumerate(self.folded) if char.isalnum()]
        self.text = "".join(self.folded[place] for place in self.places)

    def begins_word(self, start: int) -> bool:
        return start == 0 or self.places[start] - self.places[start - 1] > 1

    def end_place(self, end: int) -> int:
        """Behind the letter before `end`, and behind the one after it when a word would be left with that alone."""
        last = self.places[end - 1]
        alone = end < len(self.places) and self.places[end] == last + 1 and (
            end + 1 == len(self.places) or self.places[end + 1] > last + 2
        )  # fmt: skip
        return last + (2 if alone else 1)


def _place_of(number: int, field: str, label: str, line: _Squeezed) -> _Label | None:
    letters = "".join(char for char in label if char.isalnum())
    if not line.text:
        return None
    if len(letters) <= SHORT_LABEL:
        match = re.match(r"\W*" + r"\W*".join(letters) + "(?![a-z])", line.folded)
        return _Label(field, number, 0, match.end(), 100.0) if match else None
    if len(line.text) < len(letters):
        likeness = ratio(letters, line.text)
        return _Label(field, number, 0, len(line.folded), likeness) if likeness >= LABEL_LIKENESS + 5 else None
    place = partial_ratio_alignment(letters, line.text, score_cutoff=LABEL_LIKENESS)
    if place is None or place.dest_end == place.dest_start or not line.begins_word(place.dest_start):
        return None
    return _Label(field, number, line.places[place.dest_start], line.end_place(place.dest_end), place.score)


def _value(
    rule: FieldRule, label: _Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[_Label]], lexicon: Lexicon
) -> Found | None:
    for position in rule.positions:
        numbers = _lines_below(label, lines, labels, rule.lines) if position == BELOW else None
        if numbers is None:
            text, numbers = _beside(label, lines, labels, rule.lines)
        else:
            text = " ".join(lines[number].text for number in numbers)
        value = value_of(rule.kind, text, lexicon) if numbers else None
        if value is not None:
            return Found(value, min(lines[number].confidence for number in numbers), tuple(numbers))
    return None


def _beside(
    label: _Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[_Label]], most: int
) -> tuple[str, list[int]]:
    line = lines[label.line]
    following = [other.start for other in labels[label.line] if other.start >= label.end]
    text = tidy(line.text)[label.end : min(following, default=len(line.text))]
    text = text[text.rfind(":") + 1 :].strip(" ;.-/")  # a second language of the label stands before the colon
    if text:
        below = _lines_below(label, lines, labels, most - 1) if most > 1 else []
        return " ".join([text, *(lines[number].text for number in below)]), [label.line, *below]
    right = [
        number
        for number, other in enumerate(lines)
        if not labels[number] and other.box.left >= line.box.right - line.box.height / 2
        and abs(other.box.middle - line.box.middle) < line.box.height / 2
    ]  # fmt: skip
    nearest = sorted(right, key=lambda number: lines[number].box.left)[:1]
    return " ".join(lines[number].text for number in nearest), nearest


def _lines_below(label: _Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[_Label]], most: int) -> list[int]:
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
