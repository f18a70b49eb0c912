"""Asks an index, ours or the bare one, as members do; milliseconds by kind of question, and of the processor."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from services.content.engines.search_folder import SearchFolder
from services.content.engines.search_place import SearchPlace, use_search
from services.content.queries.search import search
from shared import clock
from shared.security import Actor, Grant
from shared.usecase import context, perform
from tests.performance.sides import bare_search
from tests.performance.sides.report import report, task

QUESTIONS = {
    "two words": "đảng phí",
    "without diacritics": "sinh hoat chi bo",
    "one word": "đảng",
    "a number": "18-NQ/TU",
    "kind and number": "nghị quyết 18",
    "a title": "quy định về sinh hoạt chi bộ của đảng viên",
    "a question": "đảng viên nghỉ hưu đóng đảng phí bao nhiêu tiền một tháng",
    "a slip": "sinh haot chi bo",
    "keys of Telex": "ddangr phis",
    "nothing": "zzyx qwv",
}
CELL = "ts/x03/c0312/"
# What the bare index finds something for, too: comparing an answer with an empty one says nothing.
BOTH_FIND = ("two words", "without diacritics", "one word", "kind and number", "a title", "a question")
PEOPLE = {"member": (Grant("member", CELL),), "administrator": (Grant("administrator", "ts/"),)}


def ours(folder: Path) -> dict[str, Callable[[str], Any]]:
    """{who: asks}"""
    use_search(SearchPlace(SearchFolder(folder)))
    soon = clock.now() + timedelta(hours=1)
    return {
        who: lambda text, grants=grants: perform(search, {"text": text}, context(Actor("m1", CELL, grants, "t1", soon)))
        for who, grants in PEOPLE.items()
    }


def bare(folder: Path) -> dict[str, Callable[[str], Any]]:
    asking = bare_search.asker(folder)
    next(asking)
    return {"anybody": asking.send}


def main() -> None:
    told = task()
    askers = bare(Path(told["folder"])) if told["bare"] else ours(Path(told["folder"]))
    took: dict[str, list[float]] = {}
    worked: dict[str, list[float]] = {}
    began = time.monotonic()
    for _ in range(told["times"] + 2):
        for kind, text in QUESTIONS.items():
            for who, ask in askers.items():
                started, worked_before = time.perf_counter(), time.process_time()
                ask(text)
                worked.setdefault(kind, []).append(1000 * (time.process_time() - worked_before))
                took.setdefault(f"{kind}, {who}", []).append(1000 * (time.perf_counter() - started))
    warm = {name: values[2:] for name, values in took.items()}
    everything = [value for values in warm.values() for value in values]
    p95 = {name: quantiles(values, n=20, method="inclusive")[-1] for name, values in warm.items()}
    report(
        len(everything),
        time.monotonic() - began,
        processor_ms=mean(value for kind in BOTH_FIND for value in worked[kind][2 * len(askers) :]),
        p95=quantiles(everything, n=20)[-1],
        worst_p95=max(p95.values()),
        kinds=p95,
    )


if __name__ == "__main__":
    main()
