"""What was asked and not answered, as far as several people asked it: grouped by shared rare words, without anyone.

Promises that a `Told` holds nothing that fewer than `fewest` different people said: no word, no place, no number. Its
days are whole days. The same questions give the same groups. Does not read texts; it is given their folded parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

# Two questions are about one thing when this share of what both say, weighed by rarity, is the same.
ALIKE_FROM = 0.4
# A question is compared with the groups that share one of its rarest pairs: "đảng viên" alone brings nothing together.
RAREST = 6
# A question is about a known gap when it says this share of the gap's words, weighed by rarity.
BELONGS_FROM = 0.6
PAIR = "_"

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Unanswered:
    """`asker` only tells people apart while they are counted; `spelled` is folded syllable → as it was typed."""

    question_id: str
    asker: str
    place: str
    day: date
    parts: frozenset[str]
    spelled: Mapping[str, str]


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
    said: dict[str, list[int]] = defaultdict(list)
    for question in sorted(questions, key=lambda each: (-len(each.parts), sorted(each.parts), each.question_id)):
        near = sorted({number for part in _rarest(question, rarity) for number in said[part]})
        likeness = [(_alike(question.parts, groups[number][0].parts, rarity), -number) for number in near]
        best, negated = max(likeness, default=(0.0, 0))
        if best >= ALIKE_FROM:
            groups[-negated].append(question)
            continue
        for part in question.parts:
            said[part].append(len(groups))
        groups.append([question])
    return groups


def by_gap(
    questions: Iterable[Unanswered], gaps: Mapping[str, Collection[str]], rarity: Mapping[str, float]
) -> dict[str | None, list[Unanswered]]:
    """Questions by the known gap (id → its parts) that they are about; None for those about none."""
    said: dict[str, list[str]] = defaultdict(list)
    for gap_id, parts in gaps.items():
        for part in parts:
            said[part].append(gap_id)
    found: dict[str | None, list[Unanswered]] = defaultdict(list)
    for question in questions:
        near = sorted({gap_id for part in question.parts for gap_id in said.get(part, ())})
        shares = {gap_id: _share(gaps[gap_id], question.parts, rarity) for gap_id in near}
        best = max(near, key=lambda gap_id: shares[gap_id], default=None)
        found[best if best is not None and shares[best] >= BELONGS_FROM else None].append(question)
    return dict(found)


def told(group: Sequence[Unanswered], fewest: int) -> Told | None:
    """None while fewer than `fewest` people asked, or while they have no pair of words in common."""
    askers = {question.asker for question in group}
    parts = tuple(sorted(_of_enough(((part, each.asker) for each in group for part in each.parts), fewest)))
    if len(askers) < fewest or not any(PAIR in part for part in parts):
        return None
    spelled = _of_enough(((pair, each.asker) for each in group for pair in each.spelled.items()), fewest)
    spelling = {folded: typed for (folded, typed), _ in sorted(spelled.items(), key=lambda item: (item[1], item[0]))}
    return Told(
        parts=parts,
        words=tuple(_phrases([part for part in parts if PAIR in part], spelling)),
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


def _rarest(question: Unanswered, rarity: Mapping[str, float]) -> list[str]:
    pairs = [part for part in question.parts if PAIR in part]
    return sorted(pairs, key=lambda part: (-rarity[part], part))[:RAREST]


def _alike(one: Collection[str], other: Collection[str], rarity: Mapping[str, float]) -> float:
    shared = sum(rarity[part] for part in one if part in other)
    whole = sum(rarity[part] for part in one) + sum(rarity[part] for part in other)
    return 2 * shared / whole if whole else 0.0


def _share(wanted: Collection[str], said: Collection[str], rarity: Mapping[str, float]) -> float:
    whole = sum(rarity[part] for part in wanted)
    return sum(rarity[part] for part in wanted if part in said) / whole if whole else 0.0
