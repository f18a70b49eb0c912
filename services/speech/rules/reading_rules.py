"""Reading rules that an administrator writes: a phrase as it stands, with places for a number or a word.

    «Tổ {số}»  → «tổ số {số}»          «KP{số}» → «khu phố {số}»          «Ban {chữ} TU» → «Ban {chữ} Tỉnh ủy»

Promises: no regular expression is ever taken from a person; a rule costs one pass over the text and its result is not
read again by any rule, so none can loop, whatever two rules make of each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

PLACES = {"{số}": r"\d+(?:[.,]\d+)*", "{chữ}": r"[^\W\d_]{1,20}"}
MOST_PLACES = 3
_PLACE = re.compile(r"\{[^{}]*\}")


def places_in(phrase: str) -> list[str]:
    """Every «{…}» of the phrase in order, also one that is none."""
    return _PLACE.findall(phrase)


def well_placed(written: str, spoken: str) -> bool:
    """Whether every place is one that there is, and the spoken side takes no more of a kind than the written has."""
    outside = _PLACE.sub(" ", written + spoken)
    known = set(places_in(written)) <= PLACES.keys() and "{" not in outside and "}" not in outside
    return known and not Counter(places_in(spoken)) - Counter(places_in(written))


def apply_rules(text: str, rules: Mapping[str, str]) -> str:
    """All rules at once, from left to right; where two begin at the same word the longer one counts."""
    if not rules:
        return text
    pattern, spoken = _compiled(tuple(rules.items()))

    def said(match: re.Match[str]) -> str:
        number = int((match.lastgroup or "r0").split("_")[0][1:])
        found = [match[f"r{number}_{place}"] for place in range(len(places_in(spoken[number][0])))]
        return _filled(spoken[number], found)

    return pattern.sub(said, text)


def _filled(rule: tuple[str, str], found: list[str]) -> str:
    """Each place of the spoken side takes the next one of its kind."""
    waiting: dict[str, list[str]] = {}
    for kind, value in zip(places_in(rule[0]), found, strict=True):
        waiting.setdefault(kind, []).append(value)
    return _PLACE.sub(lambda place: waiting[place.group()].pop(0), rule[1])


@lru_cache(8)
def _compiled(rules: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], list[tuple[str, str]]]:
    longest_first = sorted(rules, key=lambda rule: len(rule[0]), reverse=True)
    branches = []
    for number, (written, _) in enumerate(longest_first):
        parts = re.split(r"(\{[^{}]*\})", written)
        groups = iter(range(len(parts)))
        body = "".join(
            f"(?P<r{number}_{next(groups)}>{PLACES[part]})"
            if part in PLACES
            else r"\s+".join(map(re.escape, part.split(" ")))
            for part in parts
        )
        branches.append(f"(?P<r{number}>{body})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(branches)})(?!\w)", re.IGNORECASE), longest_first
