"""What was asked and not answered, as far as several people asked it: grouped by shared rare words, without anyone.

Promises that a `Told` holds nothing that fewer than `fewest` different people said: no word, no place, no number. Its
days are whole days. The same questions give the same groups. Does not read texts; it is given their folded parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TypeVar

# Two questions are about one thing when this share of what both say, weighed by rarity, is the same.
ALIKE_FROM = 0.4
# A question is about a known gap when it says this share of the gap's words, weighed by rarity.
BELONGS_FROM = 0.6
# What stands in more groups than this tells nothing apart ("đảng viên"), and would make a long day's work of many.
CROWDED = 100
# Of a large group only what a good part of its people said is its words.
SHARED = 0.3
MOST_WORDS = 6
PAIR = "_"

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Unanswered:
    """`asker` only tells people apart while they are counted; `spelled` is folded syllable → as it was typed. `part`:
    its place among the questions of one message."""

    question_id: str
    asker: str
    place: str
    day: date
    parts: frozenset[str]
    spelled: Mapping[str, str]
    part: int = 0


@dataclass(frozen=True)
class Told:
    parts: tuple[str, ...]
    words: tuple[str, ...]
    askers: int
    questions: int
    first_day: date
    last_day: date
    places: Mapping[str, int]
    """Different askers by place, where they are enough; the others are counted in `askers` alone."""


def grouped(questions: Iterable[Unanswered], rarity: Mapping[str, float]) -> list[list[Unanswered]]:
    """Each question joins the group whose first question it is most like; the longest questions come first."""
    groups: list[list[Unanswered]] = []
    weights: list[float] = []
    said: dict[str, list[int]] = defaultdict(list)
    for question in sorted(
        questions, key=lambda each: (-len(each.parts), sorted(each.parts), each.question_id, each.part)
    ):
        whole = sum(rarity[part] for part in question.parts)
        shared = _in_common(question.parts, said, rarity)
        likeness = ((2 * weight / (whole + weights[number]), -number) for number, weight in shared.items())
        best, negated = max(likeness, default=(0.0, 0))
        if best >= ALIKE_FROM:
            groups[-negated].append(question)
            continue
        for part in question.parts:
            said[part].append(len(groups))
        groups.append([question])
        weights.append(whole)
    return groups


def by_gap(
    questions: Iterable[Unanswered], gaps: Mapping[str, Collection[str]], rarity: Mapping[str, float]
) -> dict[str | None, list[Unanswered]]:
    """Questions by the known gap (id → its parts) that they are about; None for those about none."""
    said: dict[str, list[str]] = defaultdict(list)
    for gap_id, parts in gaps.items():
        for part in parts:
            said[part].append(gap_id)
    whole = {gap_id: sum(rarity[part] for part in parts) for gap_id, parts in gaps.items()}
    found: dict[str | None, list[Unanswered]] = defaultdict(list)
    for question in questions:
        shared = _in_common(question.parts, said, rarity)
        best, gap_id = max(((weight / whole[each], each) for each, weight in shared.items()), default=(0.0, ""))
        found[gap_id if best >= BELONGS_FROM else None].append(question)
    return dict(found)


def told(group: Sequence[Unanswered], fewest: int) -> Told | None:
    """None while fewer than `fewest` people asked, or while they have no pair of words in common."""
    askers = {question.asker for question in group}
    many = max(fewest, ceil(SHARED * len(askers)))
    parts = _of_enough(((part, each.asker) for each in group for part in each.parts), many)
    pairs = sorted((part for part in parts if PAIR in part), key=lambda part: (-parts[part], part))
    if len(askers) < fewest or not pairs:
        return None
    spelled = _of_enough(((pair, each.asker) for each in group for pair in each.spelled.items()), fewest)
    spelling = {folded: typed for (folded, typed), _ in sorted(spelled.items(), key=lambda item: (item[1], item[0]))}
    return Told(
        parts=tuple(sorted(parts)),
        words=tuple(_phrases(pairs, spelling)[:MOST_WORDS]),
        askers=len(askers),
        questions=len(group),
        first_day=min(question.day for question in group),
        last_day=max(question.day for question in group),
        places=_of_enough(((question.place, question.asker) for question in group), fewest),
    )


def _of_enough(said: Iterable[tuple[K, str]], fewest: int) -> dict[K, int]:
    """What at least `fewest` different askers said, with how many they are."""
    by: dict[K, set[str]] = defaultdict(set)
    for what, asker in said:
        by[what].add(asker)
    return {what: len(askers) for what, askers in by.items() if len(askers) >= fewest}


def _phrases(pairs: list[str], spelling: Mapping[str, str]) -> list[str]:
    """ "dang_phi", "phi_sinh", "sinh_vien" read as one: "đảng phí sinh viên". Each pair is said once."""
    following: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        following[pair.partition(PAIR)[0]].append(pair)
    ends = {pair.partition(PAIR)[2] for pair in pairs}
    left = dict.fromkeys([pair for pair in pairs if pair.partition(PAIR)[0] not in ends] + pairs)
    phrases: list[str] = []
    while left:
        here: str | None = next(iter(left))
        phrase: list[str] = []
        while here is not None:
            del left[here]
            phrase += here.split(PAIR)[bool(phrase) :]
            here = next((each for each in following[phrase[-1]] if each in left), None)
        phrases.append(" ".join(spelling.get(syllable, syllable) for syllable in phrase))
    return phrases


def _in_common(parts: Iterable[str], said: Mapping[str, list[K]], rarity: Mapping[str, float]) -> dict[K, float]:
    """How much each shares with these parts, weighed by rarity; what is crowded does not count."""
    shared: dict[K, float] = defaultdict(float)
    for part in sorted(parts):
        holders = said.get(part, ())
        if len(holders) <= CROWDED:
            for holder in holders:
                shared[holder] += rarity[part]
    return shared
