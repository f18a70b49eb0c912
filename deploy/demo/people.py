"""2,000 invented members: ages, statuses, numbers and dates that fit together as in a mountain province.

Numbers are chosen to belong to nobody: cards begin with 99, record numbers end in TS, telephones begin
with a prefix without an operator, citizen numbers with a province code never given. `TODAY` is fixed, so
every run makes the same people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deploy.demo.names import invent_name
from deploy.demo.tree import Cell, Setting

TODAY = date(2026, 7, 1)
MEMBERS = 2000
SMALLEST_CELL = 12

OFFICIAL, PROBATIONARY, EXEMPT, SUSPENDED = "Chính thức", "Dự bị", "Miễn sinh hoạt", "Đình chỉ sinh hoạt"

_PEOPLES_BY_COMMUNE: dict[str, dict[str, int]] = {
    "ts": {"Kinh": 8, "Tày": 2},
    "x01": {"Kinh": 17, "Tày": 2, "Nùng": 1},
    "x02": {"Kinh": 9, "Mường": 5, "Tày": 2, "Thái": 2},
    "x03": {"Tày": 9, "Nùng": 5, "Kinh": 3, "Dao": 2},
    "x04": {"Kinh": 16, "Mường": 3},
    "x05": {"Kinh": 8, "Thái": 6, "Mường": 4},
    "x06": {"Mông": 5, "Dao": 5, "Tày": 5, "Kinh": 3},
}
_AGES: dict[Setting, tuple[tuple[int, int, int], ...]] = {
    "village": ((20, 39, 17), (40, 59, 28), (60, 74, 33), (75, 96, 22)),
    "school": ((22, 35, 30), (36, 50, 50), (51, 61, 20)),
    "office": ((23, 35, 30), (36, 50, 45), (51, 61, 25)),
    "health": ((23, 35, 30), (36, 50, 50), (51, 61, 20)),
    "company": ((21, 35, 40), (36, 50, 40), (51, 62, 20)),
}
_WOMEN: dict[Setting, float] = {
    "village": 0.34,
    "school": 0.68,
    "office": 0.36,
    "health": 0.6,
    "company": 0.4,
}


@dataclass(frozen=True)
class Person:
    record_number: str
    card_number: str
    full_name: str
    sex: str
    birth_date: date
    ethnicity: str
    cell_code: str
    status: str
    admitted_on: date
    official_on: date | None
    phone: str
    citizen_number: str


@dataclass(frozen=True)
class Wish:
    """A person the demonstration accounts need; everything not wished for is invented."""

    full_name: str
    sex: str
    cell_code: str
    age: int
    status: str = OFFICIAL
    ethnicity: str = "Kinh"


FIRST_PEOPLE: Sequence[Wish] = (
    Wish("Đinh Thị Hương Giang", "Nữ", "c0101", 34),
    Wish("Hoàng Văn Thuận", "Nam", "c0101", 58),
    Wish("Lương Thị Bích Ngát", "Nữ", "c0001", 39),
    Wish("Ngô Đình Quyền", "Nam", "c0107", 46),
    Wish("Tạ Quang Khải", "Nam", "c0001", 41),
    Wish("Nông Văn Điền", "Nam", "c0101", 83, ethnicity="Tày"),
    Wish("Bùi Thị Thùy Uyên", "Nữ", "c0101", 22, PROBATIONARY),
    Wish("Kiều Minh Đông", "Nam", "c0107", 37),
    Wish("Triệu Thị Hồng", "Nữ", "c0301", 51, ethnicity="Dao"),
)
"""Member, secretary of c0101, province editor, commune officer, administrator, elderly member, probationary
member, commune editor, secretary of c0301: records 000001TS to 000009TS, in this order."""


def invent_people(cells: Sequence[Cell], seed: int = 1930) -> list[Person]:
    random = Random(seed)  # noqa: S311 - the same people every time; nothing here is secret
    by_code = {cell.code: cell for cell in cells}
    people: list[Person] = []
    for wish in FIRST_PEOPLE:
        people.append(_invent(random, by_code[wish.cell_code], len(people) + 1, wish))
    for cell, size in zip(cells, _sizes(cells), strict=True):
        wished = sum(wish.cell_code == cell.code for wish in FIRST_PEOPLE)
        for _ in range(size - wished):
            people.append(_invent(random, cell, len(people) + 1, None))
    return people


def _sizes(cells: Sequence[Cell]) -> list[int]:
    spare = MEMBERS - SMALLEST_CELL * len(cells)
    total = sum(cell.weight for cell in cells)
    sizes = [SMALLEST_CELL + spare * cell.weight // total for cell in cells]
    sizes[1] += MEMBERS - sum(sizes)
    return sizes


def _invent(random: Random, cell: Cell, number: int, wish: Wish | None) -> Person:
    ethnicity = wish.ethnicity if wish else _weighted(random, _PEOPLES_BY_COMMUNE[cell.parent])
    age = wish.age if wish else _age(random, cell.setting)
    woman = wish.sex == "Nữ" if wish else random.random() < _WOMEN[cell.setting]
    name = wish.full_name if wish else invent_name(random, ethnicity, woman=woman, old=age >= 50)
    status = wish.status if wish else _status(random, age)
    born = TODAY - timedelta(days=age * 365 + age // 4 + random.randint(1, 360))
    admitted, official = _admission(random, born, age, status)
    has_phone = wish is not None or random.random() < (0.95 if age < 60 else 0.78 if age < 75 else 0.45)
    return Person(
        record_number=f"{number:06d}TS",
        card_number="" if status == PROBATIONARY else f"99{(number * 7919) % 1_000_000:06d}",
        full_name=name,
        sex="Nữ" if woman else "Nam",
        birth_date=born,
        ethnicity=ethnicity,
        cell_code=cell.code,
        status=status,
        admitted_on=admitted,
        official_on=official,
        phone=f"0950{(number * 104_729) % 1_000_000:06d}" if has_phone else "",
        citizen_number=f"999{int(not woman)}{born.year % 100:02d}{number:06d}" if random.random() < 0.9 else "",
    )


def _age(random: Random, setting: Setting) -> int:
    bands = _AGES[setting]
    youngest, oldest, _ = random.choices(bands, weights=[weight for *_, weight in bands])[0]
    return random.randint(youngest, oldest)


def _status(random: Random, age: int) -> str:
    if age <= 38 and random.random() < 0.17:
        return PROBATIONARY
    if age >= 75 and random.random() < 0.42:
        return EXEMPT
    return SUSPENDED if random.random() < 0.004 else OFFICIAL


def _admission(random: Random, born: date, age: int, status: str) -> tuple[date, date | None]:
    """Admission at 19 or older, recognition a year later. Probation means admitted within the last year."""
    if status == PROBATIONARY:
        return TODAY - timedelta(days=random.randint(10, 350)), None
    years = random.randint(19, max(20, min(age - 2, 38)))
    admitted = min(born + timedelta(days=years * 365 + random.randint(10, 360)), TODAY - timedelta(days=400))
    return admitted, admitted + timedelta(days=365 + random.randint(0, 40))


def _weighted(random: Random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), weights=list(weights.values()))[0]
