"""Looks members up by card and by name, as the desk's list does; milliseconds by kind of question."""

import time
from collections.abc import Callable
from random import Random
from statistics import quantiles
from typing import Any

from services.identity.rules.names import fold
from services.identity.store import member_search
from shared.process import read_settings
from shared.store import KeyRing, connect, use_keys
from tests.performance.sides import register
from tests.performance.sides.report import report, task

PAGE = 51
LISTING = "no words"
PLACES = {"province": "ts/", "ten communes": "ts/x00", "commune": "ts/x007/", "cell": "ts/x007/c00711/"}


def questions(random: Random, members: int) -> dict[str, Callable[[str], Any]]:
    """{kind: asks about a place}"""
    people = [name for name, _ in zip(register.names(0), range(2_000), strict=False)]

    def by(text: Callable[[str], str]) -> Callable[[str], Any]:
        return lambda place: member_search.page(place, text(random.choice(people)), None, PAGE)

    def beginning(name: str) -> str:
        *whole, last = name.split()
        return " ".join([*whole, last[:2]])

    return {
        "card": lambda _: member_search.with_card("ts/", register.card_of(random.randrange(members))),
        "whole name": by(lambda name: name),
        "without diacritics": by(fold),
        "last word begun": by(beginning),
        "family and given": by(lambda name: f"{name.split()[0]} {name.split()[-1]}"),
        "given and family": by(lambda name: f"{name.split()[-1]} {name.split()[0]}"),
        "one word": by(lambda name: name.split()[-1]),
        "first letters": by(lambda name: fold(name.split()[-1])[:2]),
        "one letter": by(lambda name: fold(name.split()[-1])[:1]),
        "two middle words": lambda place: member_search.page(place, "thị văn", None, PAGE),
        "nobody": lambda place: member_search.page(place, "nguyễn zzz", None, PAGE),
        LISTING: lambda place: member_search.page(place, "", None, PAGE),
    }


def main() -> None:
    told = task()
    settings = read_settings("identity")
    use_keys(KeyRing.load(settings.field_keys_file, "identity"))
    connect(settings.mongo_uri)
    asked = questions(Random(11), told["members"])
    took: dict[str, list[float]] = {}
    began = time.monotonic()
    for _ in range(told["times"] + 2):
        for kind, ask in asked.items():
            for place, path in PLACES.items():
                started = time.perf_counter()
                ask(path)
                took.setdefault(f"{kind}, {place}", []).append(1000 * (time.perf_counter() - started))
    warm = {name: values[2:] for name, values in took.items()}
    everything = [value for values in warm.values() for value in values]
    p95 = {name: quantiles(values, n=20, method="inclusive")[-1] for name, values in warm.items()}
    report(
        len(everything),
        time.monotonic() - began,
        p95=quantiles(everything, n=20)[-1],
        worst_p95=max(value for name, value in p95.items() if not name.startswith(LISTING)),
        listing_p95=max(value for name, value in p95.items() if name.startswith(LISTING)),
        kinds=p95,
    )


if __name__ == "__main__":
    main()
