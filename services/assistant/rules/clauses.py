"""Clauses as they are searched: the structure that content recognises, and paragraphs under no number by themselves.

An article of many paragraphs without numbers would be one long entry, of which no sentence is found well. Its
paragraphs stand alone here, each with the points that it introduces, under the anchor of the article. Every clause
keeps its words. A line that introduces numbered clauses says nothing without them, and knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

import msgspec

from services.assistant.rules.knowledge import KnownClause
from shared.reading.clauses import sections_of

_NUMBERED = re.compile(r"(?:^|-)khoan-")
_POINT = re.compile(r"^(?:[a-zđ]\)|[-–+•*])\s")


def clauses_of(title: str, text: str) -> list[KnownClause]:
    sections = sections_of(title, text)
    return entries_of(
        KnownClause(anchor=each.anchor, heading=each.heading, text=each.text, chapters=each.chapters)
        for each in sections
    )


def entries_of(clauses: Iterable[KnownClause]) -> list[KnownClause]:
    found: list[KnownClause] = []
    for clause in clauses:
        for words in [clause.text] if _NUMBERED.search(clause.anchor) else _paragraphs(clause.text):
            last = found[-1] if found else None
            if last and last.heading == clause.heading and _goes_on(last, clause, words):
                found[-1] = msgspec.structs.replace(last, text=f"{last.text}\n{words}")
            else:
                found.append(msgspec.structs.replace(clause, text=words))
    return [_with_its_list(clause, found[place + 1 :]) for place, clause in enumerate(found)]


def _with_its_list(clause: KnownClause, after: Sequence[KnownClause]) -> KnownClause:
    if not clause.text.endswith(":") or _NUMBERED.search(clause.anchor) or not after:
        return clause
    if not after[0].anchor.endswith("khoan-1"):
        return clause
    under = takewhile(lambda each: each.heading == clause.heading and _NUMBERED.search(each.anchor), after)
    return msgspec.structs.replace(clause, introduces="\n".join(each.text for each in under))


def _goes_on(last: KnownClause, clause: KnownClause, words: str) -> bool:
    """Where nothing is numbered content's sections are single lines: points belong to the line that introduces them."""
    if _NUMBERED.search(last.anchor) or _NUMBERED.search(clause.anchor):
        return False
    return last.text.endswith(":") or bool(_POINT.match(words))


def _paragraphs(text: str) -> Iterator[str]:
    yield from (line for line in text.splitlines() if line.strip()) if text.strip() else [text]
