"""Lines with their places on the card, and the titles and labels that stand on them, however badly they were read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from services.identity.rules.card_layouts import Layout
from services.identity.rules.names import fold

LABEL_LIKENESS = 80.0
LABEL_INSIDE = 92.0
"""Where something else stands before it: BÁ THỰC is no BÍ THƯ."""
LABEL_ALONE = 76.0
"""Where the line holds nothing else."""
SURELY = 90.0
SHORT_LABEL = 4
"""A label of so few letters is taken only at the beginning of a line, exactly."""


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
class Label:
    field: str
    """Empty for a label of what is not read."""
    line: int
    start: int
    end: int
    likeness: float


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
        for label in labels_of(number, text, layout)
    )


def _share(title: str, text: str) -> float:
    if len(text) < len(title) * 0.8:
        return 0.0
    alignment = partial_ratio_alignment(title, text)
    return alignment.score if alignment else 0.0


def labels_of(number: int, text: str, layout: Layout) -> list[Label]:
    """Those that do not overlap, the likest and longest first to take its place; in reading order."""
    squeezed = _Squeezed(text)
    known = [(rule.name, label) for rule in layout.fields for label in rule.labels]
    known += [("", label) for label in layout.other_labels]
    places = [place for field, label in known if (place := _place_of(number, field, label, squeezed))]
    taken: list[Label] = []
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


def _place_of(number: int, field: str, label: str, line: _Squeezed) -> Label | None:
    letters = "".join(char for char in label if char.isalnum())
    if not line.text:
        return None
    if len(letters) <= SHORT_LABEL:
        match = re.match(r"\W*" + r"\W*".join(letters) + "(?![a-z])", line.folded)
        return Label(field, number, 0, match.end(), 100.0) if match else None
    if len(line.text) < len(letters):
        likeness = ratio(letters, line.text)
        return Label(field, number, 0, len(line.folded), likeness) if likeness >= LABEL_ALONE else None
    place = partial_ratio_alignment(letters, line.text, score_cutoff=LABEL_LIKENESS)
    if place is None or place.dest_end == place.dest_start or not line.begins_word(place.dest_start):
        return None
    if place.dest_start and place.score < LABEL_INSIDE:
        return None
    return Label(field, number, line.places[place.dest_start], line.end_place(place.dest_end), place.score)
