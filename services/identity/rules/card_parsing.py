"""Lines with their places on the card → the value of each field, by the labels of a layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from services.identity.rules.card_layouts import BELOW, SAME_LINE, FieldRule, Layout
from services.identity.rules.card_values import Lexicon, value_of
from services.identity.rules.names import fold, tidy

LABEL_LIKENESS = 80.0
LABEL_INSIDE = 92.0
"""Where something else stands before it: BÁ THỰC is no BÍ THƯ."""
LABEL_ALONE = 76.0
"""Where the line holds nothing else."""
SURELY = 90.0
SHORT_LABEL = 4
"""A label of so few letters is taken only at the beginning of a line, exactly."""
UNMISTAKABLE = ("card_number", "citizen_number")
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
class Word:
    confidence: float
    begins: float
    """Share of the line to the left of it."""
    ends: float


@dataclass(frozen=True)
class ReadLine:
    text: str
    confidence: float
    box: Box
    words: tuple[Word, ...] = ()
    """One for each word of the text, from a reader that knows them apart."""


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
        else:
            if rule.kind in UNMISTAKABLE and (number := _only_one(rule.kind, lines, lexicon)):
                found[rule.name] = number
    return found


def _only_one(kind: str, lines: Sequence[ReadLine], lexicon: Lexicon) -> Found | None:
    """A number whose label was lost, when nothing else on the card can be it."""
    fitting = []
    for number, line in enumerate(lines):
        runs = re.findall(r"\d[\d. ]{6,}\d", line.text)
        if len(runs) == 1 and (value := value_of(kind, runs[0], lexicon)) and not value_of("date", line.text, lexicon):
            fitting.append(Found(value, line.confidence, (number,), line.text.find(runs[0]) / len(line.text)))
    return fitting[0] if len(fitting) == 1 else None


def titles_seen(lines: Sequence[ReadLine], layout: Layout) -> float:
    """Share of the layout's titles that stand there."""
    texts = [fold(line.text) for line in lines]
    seen = sum(any(_share(title, text) >= LABEL_LIKENESS for text in texts) for title in layout.titles)
    return seen / len(layout.titles)


def worth_reading_again(lines: Sequence[ReadLine], layout: Layout) -> list[int]:
    """Numbers of the lines that may hold a value: neither a title nor a label alone, each surely read."""
    return [number for number, line in enumerate(lines) if not _is_print_alone(number, line.text, layout)]


def _is_print_alone(number: int, text: str, layout: Layout) -> bool:
    folded = fold(text)
    if any(ratio(title, folded) >= SURELY for title in layout.titles):
        return True
    return any(
        label.likeness >= SURELY and label.start == 0 and not folded[label.end :].strip(" :.")
        for label in _labels_of(number, text, layout)
    )


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
        return _Label(field, number, 0, len(line.folded), likeness) if likeness >= LABEL_ALONE else None
    place = partial_ratio_alignment(letters, line.text, score_cutoff=LABEL_LIKENESS)
    if place is None or place.dest_end == place.dest_start or not line.begins_word(place.dest_start):
        return None
    if place.dest_start and place.score < LABEL_INSIDE:
        return None
    return _Label(field, number, line.places[place.dest_start], line.end_place(place.dest_end), place.score)


def _value(
    rule: FieldRule, label: _Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[_Label]], lexicon: Lexicon
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
    label: _Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[_Label]], most: int
) -> tuple[_Part, list[int]]:
    numbers = _lines_below(label, lines, labels, most)
    return (_Part(lines[numbers[0]].text, lines[numbers[0]].confidence) if numbers else _Part()), numbers


def _read_beside(
    label: _Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[_Label]], most: int
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
    label: _Label, lines: Sequence[ReadLine], labels: Sequence[Sequence[_Label]], most: int
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


_READS = {SAME_LINE: (_read_beside, _read_to_the_right), BELOW: (_read_below,)}
