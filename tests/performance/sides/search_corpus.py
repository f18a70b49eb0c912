"""Documents of the length and the words of Party documents: chains of syllables as they follow each other in the
demonstration's own texts, the same for the same seed. Numbers, issuers and years as a province has them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from services.content.rules.search_entry import Passage, SearchEntry, stamp_of
from shared.vietnamese.folding import WORD

DEMONSTRATION = Path(__file__).resolve().parents[3] / "deploy" / "demo"
KINDS = {"Nghị quyết": "NQ", "Quy định": "QĐ", "Chỉ thị": "CT", "Kết luận": "KL", "Hướng dẫn": "HD"}
ISSUERS = [("Tỉnh ủy Trường Sơn", "TU"), *((f"Đảng ủy xã số {number}", "ĐU") for number in range(1, 60))]
CLAUSES = 6
WORDS_OF_CLAUSE = (25, 70)


class Chain:
    def __init__(self) -> None:
        texts = [path.read_text(encoding="utf-8") for path in sorted(DEMONSTRATION.glob("*/*.txt"))]
        words = [word.lower() for text in texts for word in WORD.findall(re.sub(r"(?s)^---.*?---\n", "", text))]
        self.words = words
        self._after: dict[str, list[str]] = {}
        for left, right in pairwise(words):
            self._after.setdefault(left, []).append(right)

    def sentence(self, random: Random, length: int) -> str:
        word = random.choice(self.words)
        found = [word.capitalize()]
        for _ in range(length - 1):
            word = random.choice(self._after.get(word) or self.words)
            found.append(word)
        return " ".join(found) + "."


def entries(first: int, count: int) -> Iterator[SearchEntry]:
    chain = Chain()
    for number in range(first, first + count):
        yield _entry(chain, number)


def _entry(chain: Chain, number: int) -> SearchEntry:
    random = Random(number)
    kind = random.choice(list(KINDS))
    issuer, level = random.choice(ISSUERS)
    day = date(2026, 11, 1) - timedelta(days=random.randrange(3650))
    audience = "ts/" if level == "TU" else f"ts/x{random.randrange(60):02}/"
    clauses = [
        Passage(
            f"{place}. {chain.sentence(random, random.randint(*WORDS_OF_CLAUSE))}",
            f"dieu-{1 + place // 3}-khoan-{1 + place % 3}",
            f"Điều {1 + place // 3}. {chain.sentence(Random(number * 100 + place // 3), 8)}",
        )
        for place in range(CLAUSES)
    ]
    return SearchEntry(
        thing="document",
        id=f"d{number:07}",
        stamp=stamp_of(number),
        audience=audience,
        title=f"{kind} về {chain.sentence(random, 10).lower()}",
        shown_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        day=day,
        number=f"{1 + number % 300:02}-{KINDS[kind]}/{level}",
        kind=kind,
        issuer=issuer,
        effective_from=day,
        passages=clauses,
    )
