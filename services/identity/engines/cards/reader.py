"""`CardReader`: photograph → CardReading. Everything of a card's reading comes together here and nowhere else.

Promises: the card is turned the right way up; the layout is the one whose titles and labels stand on it; each field is
what the readers agreed on; something that is no card raises NoCardFound. A missing reader is said in `status`, never
hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

import cv2
import numpy as np

from services.identity.engines.cards.layout_files import load_layouts, load_lexicon
from services.identity.engines.cards.line_readers import (
    LineReader,
    PaddleLines,
    Quad,
    TesseractLines,
    Text,
    cut_out,
    enlarged,
    part_of,
)
from services.identity.engines.cards.models import ModelBroken
from services.identity.engines.cards.rectify import WIDTH, rectify
from services.identity.engines.pictures import Picture, open_picture, quality_of
from services.identity.rules.card_layouts import FieldRule, Layout
from services.identity.rules.card_parsing import Box, Found, ReadLine, read_fields, titles_seen
from services.identity.rules.card_reading import CardReading, FieldReading
from services.identity.rules.card_values import Lexicon, value_of
from services.identity.rules.card_voting import Ballot, vote
from services.identity.rules.picture_errors import NoCardFound
from services.identity.settings import CardSettings

LEAST_LINES = 4
GOOD_SHARE = 0.6
"""Of a layout's fields; with so many read, no other way of holding the card is tried."""
LEAST_FIELDS = 2
WIDER = 0.1
TRUST = {"first": 0.7, "wider": 0.6, "second": 1.0}
"""Two looks of one reader err together, so that together they are worth little more than the other reader."""
SURE = {"first": 1.0, "wider": 1.0, "second": 0.965}
"""The confidence with which each reads clean print."""
SHARPER = 6
AGREED = 0.85
"""Below it a field is looked at once more."""
LOOK = 0.8
LEAD, WIDEST, ENLARGED = 0.02, 0.18, 72


@dataclass(frozen=True)
class _Attempt:
    picture: Picture
    quads: list[Quad]
    lines: list[ReadLine]
    layout: Layout
    fields: dict[str, Found]

    @property
    def share(self) -> float:
        return len(self.fields) / len(self.layout.fields)


class CardReader:
    def __init__(self, first: PaddleLines, second: LineReader | None, layouts: Sequence[Layout], lexicon: Lexicon,
                 problem: str = "") -> None:  # fmt: skip
        self.first, self.second, self.layouts, self.lexicon, self._problem = first, second, layouts, lexicon, problem

    @classmethod
    def start(cls, settings: CardSettings) -> CardReader:
        """Slow: once per process. Raises ModelBroken without the first reader, LayoutBroken for a broken layout."""
        layouts = load_layouts(settings.card_layout_folder)
        first = PaddleLines(settings.card_detector_folder, settings.card_recogniser_folder, settings.card_threads)
        second, problem = None, ""
        try:
            second = TesseractLines(settings.card_tessdata_folder)
        except (ImportError, ModelBroken, RuntimeError) as missing:
            problem = f"thiếu bộ đọc thứ hai: {missing}"
        return cls(first, second, layouts, load_lexicon(), problem)

    @property
    def complete(self) -> bool:
        return self.second is not None

    @property
    def status(self) -> str:
        """One line for readiness."""
        readers = [self.first.name, *([self.second.name] if self.second else [])]
        return "; ".join([" + ".join(readers), *([self._problem] if self._problem else [])])

    def read(self, content: bytes) -> CardReading:
        """Raises a leaf of PictureRefused, or NoCardFound."""
        return self.read_picture(open_picture(content))

    def read_picture(self, picture: Picture) -> CardReading:
        began = perf_counter()
        attempt = self._best_attempt(picture)
        fields = self._decided(attempt)
        milliseconds = round((perf_counter() - began) * 1000, 1)
        return CardReading(attempt.layout.name, fields, milliseconds, quality_of(attempt.picture))

    def _best_attempt(self, picture: Picture) -> _Attempt:
        best: _Attempt | None = None
        for view in _views(picture):
            attempt = self._attempt(view)
            if attempt and (best is None or attempt.share > best.share):
                best = attempt
            if best and best.share >= GOOD_SHARE:
                return best
        if best is None or len(best.fields) < LEAST_FIELDS:
            raise NoCardFound
        return best

    def _attempt(self, view: Picture) -> _Attempt | None:
        quads = self.first.find(view)
        if len(quads) < LEAST_LINES:
            return None
        texts = self.first.read([cut_out(view, quad) for quad in quads])
        lines = _lines(texts, quads)
        attempts = [
            _Attempt(view, quads, lines, layout, fields)
            for layout in self.layouts
            if titles_seen(lines, layout) > 0
            and (fields := read_fields(lines, layout, self.lexicon))
            and any(name in fields for name in layout.identifying)
        ]
        return max(attempts, key=lambda one: len(one.fields) + titles_seen(lines, one.layout), default=None)

    def _decided(self, attempt: _Attempt) -> dict[str, FieldReading]:
        seen = self._readings(attempt)
        fields = {}
        for rule in attempt.layout.fields:
            found = {reader: fields_read[rule.name] for reader, fields_read in seen.items() if rule.name in fields_read}
            ballots = [Ballot(one.text, weight_of(reader, one.confidence)) for reader, one in found.items()]
            reading = vote(rule.kind, ballots, self.lexicon)
            if reading is None or reading.confidence < AGREED:
                ballots += self._second_look(attempt, rule, found)
                reading = vote(rule.kind, ballots, self.lexicon)
            if reading:
                fields[rule.name] = reading
        return fields

    def _readings(self, attempt: _Attempt) -> dict[str, dict[str, Found]]:
        wider = [cut_out(attempt.picture, quad, WIDER) for quad in attempt.quads]
        lines = {"first": attempt.lines, "wider": _lines(self.first.read(wider), attempt.quads)}
        if self.second:
            lines["second"] = _lines(self.second.read(wider), attempt.quads)
        return {reader: self._fields(read, attempt) for reader, read in lines.items()}

    def _second_look(self, attempt: _Attempt, rule: FieldRule, found: Mapping[str, Found]) -> list[Ballot]:
        """The value alone, larger, where the readers disagree."""
        place = found.get("second") or next(iter(found.values()), None)
        if place is None or len(place.lines) != 1:
            return []
        quad = part_of(attempt.quads[place.lines[0]], place.begins - LEAD, place.ends + LEAD)
        crop = enlarged(cut_out(attempt.picture, quad, WIDEST), ENLARGED)
        figures = rule.kind in ("card_number", "citizen_number", "date")
        ballots = []
        for name, reader in (("first", self.first), ("second", self.second)):
            if reader:
                read = reader.read([crop], figures=figures)[0]
                value = value_of(rule.kind, read.text, self.lexicon)
                ballots += [Ballot(value, LOOK * weight_of(name, read.confidence))] if value else []
        return ballots

    def _fields(self, lines: list[ReadLine], attempt: _Attempt) -> dict[str, Found]:
        """By the labels of this reading; where it lost one, under the labels of the first."""
        values = {number for found in attempt.fields.values() for number in found.lines}
        under_first = [line if number in values else attempt.lines[number] for number, line in enumerate(lines)]
        return read_fields(under_first, attempt.layout, self.lexicon) | read_fields(lines, attempt.layout, self.lexicon)


def weight_of(reader: str, confidence: float) -> float:
    """Readers are rarely unsure in figures: what separates right from wrong lies between 0.9 and 1."""
    return TRUST[reader] * min(confidence / SURE[reader], 1.0) ** SHARPER


def _lines(texts: Sequence[Text], quads: Sequence[Quad]) -> list[ReadLine]:
    return [_line(text, quad) for text, quad in zip(texts, quads, strict=True)]


def _line(text: Text, quad: Quad) -> ReadLine:
    left, top = quad.min(axis=0)
    right, bottom = quad.max(axis=0)
    box = Box(float(left), float(top), float(right), float(bottom))
    return ReadLine(text.text, text.confidence, box, text.words)


def _views(picture: Picture) -> Iterator[Picture]:
    """The card cut out, then upside down; then the whole picture in each position, for a scan without a background."""
    card = rectify(picture)
    if card is not None:
        yield card
        yield np.ascontiguousarray(np.rot90(card, 2))
    scale = WIDTH / max(picture.shape[:2])
    whole = cv2.resize(
        picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    )
    quarters = (0, 2, 1, 3) if whole.shape[1] >= whole.shape[0] else (1, 3, 0, 2)
    for turn in quarters:
        yield np.ascontiguousarray(np.rot90(whole, turn)).astype(np.uint8)
