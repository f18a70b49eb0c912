"""Clauses of the length of Party regulations in words that nobody wrote: syllables put together from Vietnamese onsets
and rhymes, words of one or two of them used as unevenly as words are (Zipf). The same for the same number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from services.assistant.rules.knowledge import Entry, KnownClause, KnownDocument

ONSETS, RHYMES = (
    part.split()
    for part in (
        "b c ch d đ g gh gi h k kh l m n ng nh ph qu r s t th tr v x",
        "a an ang anh ao ăn âm ây e en em ê ên i in inh o on ong ô ôi ông ơ ơi u un ung ư ương yên",
    )
)
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
WORDS = 20_000
CLAUSES = 10
TREE = ["ts/", "ts/x03/", "ts/x03/c0312/"]
OTHERS = 60
# Of ten documents, as a member of a commune meets them: the province's, his commune's and cell's, other communes'.
SHARE_OF_PROVINCE, SHARE_OF_OWN = 0.5, 0.6
SHARE_NOT_IN_FORCE = 0.15
MEDIAN_LENGTH, SPREAD, LONGEST = 55, 0.6, 400


class Language:
    def __init__(self) -> None:
        random = Random(20261128)
        syllables = [onset + rhyme[0] + tone + rhyme[1:] for onset in ONSETS for rhyme in RHYMES for tone in TONES]
        random.shuffle(syllables)
        self.words = [" ".join(random.choices(syllables, k=random.choice((1, 2, 2)))) for _ in range(WORDS)]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))

    def text(self, random: Random, words: int) -> str:
        return " ".join(random.choices(self.words, cum_weights=self._weights, k=words))


def documents(first: int, count: int) -> Iterator[Entry]:
    """Documents of ten clauses each: a thousand clauses are `documents(0, 100)`."""
    language = Language()
    for number in range(first, first + count):
        yield _document(language, number)


def questions(clauses: int, count: int) -> list[str]:
    """Six to twelve words of which two thirds follow each other in some clause of the corpus."""
    language, random = Language(), Random(7)
    asked = []
    for _ in range(count):
        _, found = _document(language, random.randrange(clauses // CLAUSES))
        words = random.choice(found).text.split()
        length = random.randint(6, 12)
        start = random.randrange(max(1, len(words) - length))
        asked.append(" ".join([*words[start : start + length], language.text(random, length // 4)]))
    return asked


def _document(language: Language, number: int) -> Entry:
    random = Random(number)
    begins = date(2026, 6, 1) - timedelta(days=random.randrange(3650))
    over = begins + timedelta(days=200) if random.random() < SHARE_NOT_IN_FORCE else None
    document = KnownDocument(
        document_id=f"d{number:07}",
        version=1,
        audience=_audience(random),
        number=f"{1 + number % 300:02}-QĐ/TU",
        title=f"Quy định về {language.text(random, 7)}",
        kind="Quy định",
        issuer="Tỉnh ủy Trường Sơn",
        issued_on=begins,
        effective_from=begins,
        effective_until=over,
    )
    headings = [language.text(random, 5) for _ in range(4)]
    clauses = [
        KnownClause(
            anchor=f"dieu-{1 + place // 3}-khoan-{1 + place % 3}",
            heading=f"Điều {1 + place // 3}. {headings[place // 3]}",
            text=f"{1 + place % 3}. {language.text(random, _length(random))}.",
        )
        for place in range(CLAUSES)
    ]
    return document, clauses


def _audience(random: Random) -> str:
    drawn = random.random()
    if drawn < SHARE_OF_PROVINCE:
        return TREE[0]
    return random.choice(TREE[1:]) if drawn < SHARE_OF_OWN else f"ts/x{10 + random.randrange(OTHERS)}/"


def _length(random: Random) -> int:
    return int(min(LONGEST, max(8, random.lognormvariate(0, SPREAD) * MEDIAN_LENGTH)))
