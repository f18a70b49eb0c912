"""`CardReader`: photograph → CardReading. Everything of a card's reading comes together here and nowhere else.

Promises: the card is turned the right way up; the layout is the one whose titles and labels stand on it; each field is
what the readers agreed on; something that is no card raises NoCardFound. A missing reader is said in `status`, never
hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter

import cv2
import numpy as np

from services.identity.engines.cards.layout_files import load_layouts, load_lexicon
from services.identity.engines.cards.line_readers import LineReader, PaddleLines, Quad, TesseractLines, cut_out
from services.identity.engines.cards.looking import FIRST, MARGIN, SECOND, Looking, Seen, as_lines
from services.identity.engines.cards.models import ModelBroken
from services.identity.engines.cards.rectify import WIDTH, rectify
from services.identity.engines.pictures import Picture, open_picture, quality_of
from services.identity.rules.card_labels import ReadLine, titles_seen
from services.identity.rules.card_layouts import Layout
from services.identity.rules.card_parsing import read_fields
from services.identity.rules.card_reading import CardReading
from services.identity.rules.card_values import Lexicon
from services.identity.rules.picture_errors import QUALITY_WORDS, CardUnreadable, NoCardFound
from services.identity.settings import CardSettings

LEAST_LINES = 4
GOOD_SHARE = 0.6
"""Of a layout's fields; with so many read, no other way of holding the card is tried."""
LEAST_FIELDS = 2


class CardReader:
    def __init__(
        self,
        first: PaddleLines,
        second: LineReader | None,
        layouts: Sequence[Layout],
        lexicon: Lexicon,
        problem: str = "",
    ) -> None:
        """`problem` says why there is no second reader."""
        self._first, self._layouts, self._lexicon, self._problem = first, layouts, lexicon, problem
        self._readers: dict[str, LineReader] = {FIRST: first} | ({SECOND: second} if second else {})
        self._looking = Looking(self._readers, lexicon)

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
    def names(self) -> list[str]:
        return [reader.name for reader in self._readers.values()]

    @property
    def complete(self) -> bool:
        """False when one reader alone has to do; readiness is then Degraded with `status`."""
        return len(self._readers) == 2

    @property
    def status(self) -> str:
        names = " + ".join(self.names)
        return f"{names}; {self._problem}" if self._problem else names

    def read(self, content: bytes) -> CardReading:
        """Raises a leaf of PictureRefused, NoCardFound or CardUnreadable."""
        began = perf_counter()
        seen = self._see(open_picture(content))
        return CardReading(seen.layout.name, self._looking.decide(seen), _since(began), quality_of(seen.picture))

    def read_each(self, content: bytes) -> dict[str, CardReading]:
        """For evaluation: under TOGETHER what `read` gives, and what each reader alone makes of the same lines."""
        began = perf_counter()
        seen = self._see(open_picture(content))
        return {
            name: CardReading(seen.layout.name, fields, _since(began))
            for name, fields in self._looking.decide_each(seen).items()
        }

    def _see(self, picture: Picture) -> Seen:
        best: Seen | None = None
        card: Picture | None = None
        for view in _views(picture):
            quads = self._first.find(view)
            if len(quads) < LEAST_LINES:
                continue
            lines = as_lines(self._first.read([cut_out(view, quad, MARGIN) for quad in quads]), quads)
            if any(titles_seen(lines, layout) >= 0.5 for layout in self._layouts):
                card = view
            seen = self._fitting(view, quads, lines)
            if seen and (best is None or seen.share > best.share):
                best = seen
            if best and best.share >= GOOD_SHARE:
                return best
        if best is None or len(best.fields) < LEAST_FIELDS:
            raise _refusal(card)
        return best

    def _fitting(self, view: Picture, quads: list[Quad], lines: list[ReadLine]) -> Seen | None:
        """Under the layout that fits best, if any does."""
        fitting = [
            Seen(view, quads, lines, layout, fields)
            for layout in self._layouts
            if titles_seen(lines, layout) > 0
            and (fields := read_fields(lines, layout, self._lexicon))
            and any(name in fields for name in layout.identifying)
        ]
        return max(fitting, key=lambda seen: len(seen.fields) + titles_seen(lines, seen.layout), default=None)


def _refusal(card: Picture | None) -> NoCardFound | CardUnreadable:
    if card is None:
        return NoCardFound()
    found = quality_of(card)
    return CardUnreadable(QUALITY_WORDS[found[0]] if found else None, details={"quality": ", ".join(found)})


def _views(picture: Picture) -> Iterator[Picture]:
    """The card cut out, then upside down; then the whole picture in each position, for a scan without a background."""
    card = rectify(picture)
    if card is not None:
        yield card
        yield _turned(card, 2)
    scale = WIDTH / max(picture.shape[:2])
    smoothing = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    whole = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=smoothing), np.uint8)
    for turn in (0, 2, 1, 3) if whole.shape[1] >= whole.shape[0] else (1, 3, 0, 2):
        yield _turned(whole, turn)


def _turned(picture: Picture, quarters: int) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, quarters), np.uint8)


def _since(began: float) -> float:
    return round((perf_counter() - began) * 1000, 1)
