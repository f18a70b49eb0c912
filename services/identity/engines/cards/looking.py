"""What each reader makes of a card whose layout is known, and what they agree on.

The first reader reads every line, and names and places once more with more room around them; the second reads what may
hold a value. Where they disagree about a field both look once more, at the value alone and larger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.identity.engines.cards.line_readers import LineReader, Quad, Text, cut_out, enlarged, part_of
from services.identity.engines.pictures import Picture
from services.identity.rules.card_labels import Box, ReadLine, worth_reading_again
from services.identity.rules.card_layouts import FieldRule, Layout
from services.identity.rules.card_parsing import Found, read_fields
from services.identity.rules.card_reading import FieldReading
from services.identity.rules.card_values import Lexicon, value_of
from services.identity.rules.card_voting import WORD_BY_WORD, Ballot, vote

FIRST, SECOND = "first", "second"
TOGETHER = "together"
MARGIN, WIDER = (0.14, 0.08), (0.32, 0.12)
"""Above and below: the finder cuts through the marks over capital letters, of Ễ and Ồ more than half."""
TRUST = {FIRST: 1.0, SECOND: 0.5}
SURE = {FIRST: 1.0, SECOND: 0.965}
"""The confidence with which each reads clean print."""
SHARPER = {FIRST: 6, SECOND: 3}
"""Readers are rarely unsure in figures: what separates right from wrong lies between 0.9 and 1."""
AGREED = 0.85
"""Below it a field is looked at once more."""
ONE_ALONE = 0.7
"""What is left of the confidence when the other reader made nothing of a field."""
LOOK_AGAIN = 0.8
LEAD, WIDEST, ENLARGED = 0.02, (0.36, 0.18), 72
_Cast = tuple[str, str, float]
"""Reader, what it read, how much that weighs."""
FIGURES = ("card_number", "citizen_number", "date")
SAID_AGAIN = 0.25
SECOND_IN_FIGURES = 0.25
"""Whatever it says of itself: in figures the second reader is mostly right and always unsure."""


@dataclass(frozen=True)
class Seen:
    """A picture, what was first read on it, and the layout that this fits."""

    picture: Picture
    quads: list[Quad]
    lines: list[ReadLine]
    layout: Layout
    fields: dict[str, Found]

    @property
    def share(self) -> float:
        return len(self.fields) / len(self.layout.fields)


@dataclass(frozen=True)
class _Look:
    reader: str
    fields: Mapping[str, Found]


class Looking:
    def __init__(self, readers: Mapping[str, LineReader], lexicon: Lexicon) -> None:
        self._readers, self._lexicon = readers, lexicon

    def decide(self, seen: Seen) -> dict[str, FieldReading]:
        return self._decide(seen, self._looks(seen), self._readers)

    def decide_each(self, seen: Seen) -> dict[str, dict[str, FieldReading]]:
        """What all say together, and what each reader would have said alone, by its name."""
        looks = self._looks(seen)
        alone = {
            reader.name: self._decide(seen, [look for look in looks if look.reader == key], {key: reader})
            for key, reader in self._readers.items()
        }
        return {TOGETHER: self._decide(seen, looks, self._readers), **alone}

    def _looks(self, seen: Seen) -> list[_Look]:
        again = worth_reading_again(seen.lines, seen.layout)
        kinds = {rule.name: rule.kind for rule in seen.layout.fields}
        worded = {
            number for name, found in seen.fields.items() if kinds[name] in WORD_BY_WORD for number in found.lines
        }
        looks = [_Look(FIRST, seen.fields)]
        for key, numbers, margin in ((FIRST, sorted(worded), WIDER), (SECOND, again, MARGIN)):
            if reader := self._readers.get(key):
                quads = [seen.quads[number] for number in numbers]
                read = as_lines(reader.read([cut_out(seen.picture, quad, margin) for quad in quads]), quads)
                lines = list(seen.lines)
                for number, line in zip(numbers, read, strict=True):
                    lines[number] = line
                looks.append(_Look(key, self._fields(lines, seen)))
        return looks

    def _fields(self, lines: list[ReadLine], seen: Seen) -> dict[str, Found]:
        """By the labels of this reading; where it lost one, under the labels of the first."""
        values = {number for found in seen.fields.values() for number in found.lines}
        under_first = [line if number in values else seen.lines[number] for number, line in enumerate(lines)]
        return read_fields(under_first, seen.layout, self._lexicon) | read_fields(lines, seen.layout, self._lexicon)

    def _decide(self, seen: Seen, looks: Sequence[_Look], readers: Mapping[str, LineReader]) -> dict[str, FieldReading]:
        fields = {}
        for rule in seen.layout.fields:
            found = [(look.reader, look.fields[rule.name]) for look in looks if rule.name in look.fields]
            cast = [(reader, one.text, weight_of(reader, rule.kind, one.confidence)) for reader, one in found]
            reading = self._vote(rule, cast, readers)
            if found and (reading is None or reading.confidence < AGREED):
                cast += self._look_again(seen, rule, found[-1][1], readers)
                reading = self._vote(rule, cast, readers)
            if reading:
                fields[rule.name] = reading
        return fields

    def _vote(self, rule: FieldRule, cast: Sequence[_Cast], readers: Mapping[str, LineReader]) -> FieldReading | None:
        ballots = _once_each(cast) if rule.kind in FIGURES else [Ballot(text, weight) for _, text, weight in cast]
        reading = vote(rule.kind, ballots, self._lexicon)
        if reading and len({reader for reader, _, _ in cast}) < len(readers):
            return FieldReading(reading.text, round(reading.confidence * ONE_ALONE, 3))
        return reading

    def _look_again(self, seen: Seen, rule: FieldRule, place: Found, readers: Mapping[str, LineReader]) -> list[_Cast]:
        """`place` as the last reader has it: the second knows words apart, and with them where the value begins."""
        if len(place.lines) != 1:
            return []
        quad = part_of(seen.quads[place.lines[0]], place.begins - LEAD, place.ends + LEAD)
        crop = enlarged(cut_out(seen.picture, quad, WIDEST), ENLARGED)
        cast = []
        for key, reader in readers.items():
            read = reader.read([crop], figures=rule.kind in FIGURES)[0]
            value = value_of(rule.kind, read.text, self._lexicon)
            if value:
                sure = 1.0 if key == SECOND and rule.kind in FIGURES else LOOK_AGAIN
                cast.append((key, value, sure * weight_of(key, rule.kind, read.confidence)))
        return cast


def _once_each(cast: Sequence[_Cast]) -> list[Ballot]:
    """A reader that misreads a figure does so at every look: the same again from the same reader adds little."""
    weights: dict[tuple[str, str], list[float]] = {}
    for reader, text, weight in cast:
        weights.setdefault((reader, text), []).append(weight)
    return [Ballot(text, max(own) + SAID_AGAIN * (sum(own) - max(own))) for (_, text), own in weights.items()]


def weight_of(reader: str, kind: str, confidence: float) -> float:
    if reader == SECOND and kind in FIGURES:
        return SECOND_IN_FIGURES
    return TRUST[reader] * float(min(confidence / SURE[reader], 1.0)) ** SHARPER[reader]


def as_lines(texts: Sequence[Text], quads: Sequence[Quad]) -> list[ReadLine]:
    return [_line(text, quad) for text, quad in zip(texts, quads, strict=True)]


def _line(text: Text, quad: Quad) -> ReadLine:
    left, top = quad.min(axis=0)
    right, bottom = quad.max(axis=0)
    box = Box(float(left), float(top), float(right), float(bottom))
    return ReadLine(text.text, text.confidence, box, text.words)
