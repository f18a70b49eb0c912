"""How well cards are read: every reader alone and together, against what was printed, and against a register.

The register holds the holder of every card among 20,000 invented people; a card whose holder is left out must find
nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

from rapidfuzz import fuzz, process

from deploy.demo.cards.generate import Card
from deploy.demo.cards.people import Holder, invent_holder
from services.identity.engines.cards import TOGETHER, CardReader
from services.identity.rules.card_reading import CardReading
from services.identity.rules.dates import parse_date
from services.identity.rules.names import fold
from services.identity.rules.register_match import RegisterRecord, match, nearby_numbers, verdict
from shared.errors import AppError

REGISTER_SIZE = 20_000
NUMBERS_AND_DATES = (
    "card_number",
    "citizen_number",
    "birth_date",
    "admitted_on",
    "official_on",
    "issued_on",
    "expires_on",
)
UNREAD = CardReading("", {}, 0.0)


@dataclass
class Score:
    """Counts of one row of the table."""

    cards: int = 0
    whole_cards: int = 0
    fields: int = 0
    exact: int = 0
    plain_exact: int = 0
    """Right without regard to diacritics."""
    figures: int = 0
    figures_exact: int = 0
    certain: int = 0
    found: int = 0
    """Best record is the right one, certain or to be decided by a person."""
    wrong: int = 0
    """Certain of another person's record: the one thing that must not happen."""
    unread: int = 0
    milliseconds: list[float] = field(default_factory=list)
    by_field: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def share(self, part: str, whole: str) -> float:
        return float(getattr(self, part) / max(getattr(self, whole), 1))


@dataclass(frozen=True)
class Mistake:
    card: str
    font: str
    level: int
    field: str
    printed: str
    read: str


class Register:
    """What the store does with its indexes, in memory: people near by number, people near by name."""

    def __init__(self, records: Sequence[RegisterRecord]) -> None:
        self.records = records
        self._by_number: dict[str, list[RegisterRecord]] = defaultdict(list)
        for record in records:
            for number in (record.card_number, record.citizen_number):
                self._by_number[number].append(record)
        self._names = [fold(record.full_name) for record in records]

    def candidates(self, reading: CardReading) -> list[RegisterRecord]:
        found: dict[str, RegisterRecord] = {}
        for name in ("card_number", "citizen_number"):
            for number in nearby_numbers(reading.text(name)) if reading.text(name) else ():
                found |= {record.record_id: record for record in self._by_number.get(number, ())}
        wanted = fold(reading.text("full_name"))
        near = process.extract(wanted, self._names, scorer=fuzz.ratio, limit=20) if wanted else []
        return list((found | {self.records[place].record_id: self.records[place] for _, _, place in near}).values())


def register_of(holders: Iterable[Holder], seed: int = 9) -> Register:
    chance = Random(seed)  # noqa: S311 - the same people every time
    others = (invent_holder(chance) for _ in range(REGISTER_SIZE))
    return Register([_record(number, holder) for number, holder in enumerate([*holders, *others])])


def evaluate(reader: CardReader, cards: Iterable[Card]) -> tuple[dict[tuple[str, int], Score], list[Mistake]]:
    """Scores by (reader, level), and what all readers together got wrong."""
    made = list(cards)
    register = register_of(card.holder for card in made)
    scores: dict[tuple[str, int], Score] = defaultdict(Score)
    mistakes: list[Mistake] = []
    for number, card in enumerate(made):
        readings = _read(reader, card)
        for name in (TOGETHER, *reader.names):
            reading = readings.get(name, UNREAD)
            _count(scores[name, card.level], card, reading, partial(_standing, register, str(number)))
        mistakes += _mistakes(card, readings.get(TOGETHER, UNREAD))
    return dict(scores), mistakes


def total(scores: Mapping[tuple[str, int], Score], reader: str, levels: Sequence[int]) -> Score:
    whole = Score()
    for (name, level), score in scores.items():
        if name == reader and level in levels:
            for part, value in vars(score).items():
                if part == "by_field":
                    for key, right in value.items():
                        whole.by_field[key] += right
                else:
                    setattr(whole, part, getattr(whole, part) + value)
    return whole


def _read(reader: CardReader, card: Card) -> dict[str, CardReading]:
    try:
        return reader.read_each(card.photograph)
    except AppError:
        return {}


def _count(score: Score, card: Card, reading: CardReading, standing: Callable[[CardReading], tuple[str, bool]]) -> None:
    truth, right = card.truth, 0
    for name, printed in truth.items():
        exact = reading.text(name) == printed
        right += exact
        score.plain_exact += fold(reading.text(name)) == fold(printed)
        score.by_field[name].append(exact)
        if name in NUMBERS_AND_DATES:
            score.figures += 1
            score.figures_exact += exact
    score.cards += 1
    score.fields += len(truth)
    score.exact += right
    score.whole_cards += right == len(truth)
    score.unread += not reading.layout
    score.milliseconds.append(reading.milliseconds)
    decided, best_is_right = standing(reading)
    score.found += best_is_right and decided != "none"
    score.certain += best_is_right and decided == "certain"
    score.wrong += decided == "certain" and not best_is_right


def _standing(register: Register, record_id: str, reading: CardReading) -> tuple[str, bool]:
    """The verdict with everybody registered; and the same without the holder, whose card must then be nobody's."""
    candidates = register.candidates(reading)
    matches = match(reading.fields, candidates)
    best_is_right = bool(matches) and matches[0].record_id == record_id
    strangers = match(reading.fields, [record for record in candidates if record.record_id != record_id])
    if verdict(strangers) == "certain":
        return "certain", False
    return verdict(matches), best_is_right


def _mistakes(card: Card, reading: CardReading) -> list[Mistake]:
    return [
        Mistake(card.name, card.family.name, card.level, name, printed, reading.text(name))
        for name, printed in card.truth.items()
        if reading.text(name) != printed
    ]


def _record(number: int, holder: Holder) -> RegisterRecord:
    return RegisterRecord(
        record_id=str(number),
        full_name=holder.full_name.title(),
        birth_date=parse_date(holder.birth_date),
        card_number=holder.card_number,
        citizen_number=holder.citizen_number,
        admitted_on=parse_date(holder.admitted_on),
        official_on=parse_date(holder.official_on),
        hometown=holder.hometown,
    )
