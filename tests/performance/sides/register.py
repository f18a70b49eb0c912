"""Members by the hundred thousand as they lie in the store, with names as people have them; invented, and fast to make:
what is encrypted in a real one is as many random bytes here."""

import os
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from bson.binary import USER_DEFINED_SUBTYPE, Binary

from deploy.demo.names import FAMILIES, invent_name
from services.identity.rules.name_search import words_of
from services.identity.store import member_values
from services.identity.store.members import CARD, Member, key_of

COMMUNES, CELLS_OF_COMMUNE = 170, 90
"""A province of 500,000 members: some 3,000 in a commune and 33 in a cell."""
_PEOPLES = [*["Kinh"] * 12, *FAMILIES]


def cell_path(number: int) -> str:
    commune = number % COMMUNES
    return f"ts/x{commune:03d}/c{commune:03d}{number // COMMUNES % CELLS_OF_COMMUNE:02d}/"


def card_of(number: int) -> str:
    return f"{10_000_000 + number:08d}"


def names(first: int) -> Iterator[str]:
    random = Random(first)
    while True:
        yield invent_name(random, random.choice(_PEOPLES), woman=random.random() < 0.4, old=random.random() < 0.5)


@cache
def _named(full_name: str) -> dict[str, Any]:
    return member_values.named(full_name)


def rows(first: int, count: int) -> Iterator[dict[str, Any]]:
    for number, name in zip(range(first, first + count), names(first), strict=False):
        path = cell_path(number)
        yield {
            "_id": f"0194f000-{number:012d}-7000",
            "version": 1,
            "event_sequence": 1,
            "record_key": f"r{number:063d}",
            "card_key": key_of(card_of(number), CARD),
            "birth_key": f"b{number % 20_000:063d}",
            **{field: _sealed(30) for field in ("record_number", "card_number", "phone", "birth_date", "ethnicity")},
            "full_name": name,
            **_named(name),
            "cell_id": path.split("/")[2],
            "cell_path": path,
            "status": "official",
        }


def _sealed(size: int) -> Binary:
    return Binary(os.urandom(size + 30), USER_DEFINED_SUBTYPE)


def fill(first: int, count: int) -> None:
    waiting: list[dict[str, Any]] = []
    for row in rows(first, count):
        waiting.append(row)
        if len(waiting) == 2_000:
            Member._get_collection().insert_many(waiting, ordered=False)
            waiting = []
    if waiting:
        Member._get_collection().insert_many(waiting, ordered=False)


def every_word(count: int) -> set[str]:
    return {word for name, _ in zip(names(0), range(count), strict=False) for word in words_of(name)}
