"""A question that goes on from the one before: "còn dự bị thì sao?", "việc đó phải báo ai?".

What opens, closes or refers so is data (see `Policy`). A question with a subject of its own stands alone and is never
mixed with the former one. Of a following question everything must stand in the clause that answers; of the former
one as much as any clause has, for something of it was replaced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from services.assistant.rules.phrases import any_of
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading
from shared.vietnamese.folding import pairs, syllables

# Beyond this a question names its own subject, however it begins.
LONGEST_FOLLOW_UP = 5
# "Còn người có 50 năm tuổi đảng thì sao?" asks nothing by itself.
LONGEST_OPENED_AND_ENDED = 8
# So much of the former question must stand in the clause for the whole to be as good as covered.
ENOUGH_OF_FORMER = 0.25
# One syllable in common is no sign that the words beside it take each other's place.
FEWEST_SHARED = 2
# Beyond this the former questions are a letter; what is nearest counts.
LONGEST_FORMER = 32


def refers_back(text: str, policy: Policy) -> bool:
    """It names something that was said before: "việc đó", "mức ấy"."""
    return bool(any_of(policy.follow_up_references).search(f" {' '.join(syllables(text))} "))


def follows(text: str, reading: Reading, policy: Policy) -> bool:
    """`reading` is that of `text`."""
    if refers_back(text, policy):
        return True
    line = f" {' '.join(syllables(text))} "
    opens = any_of(policy.follow_up_openings).match(line) is not None
    ending = any_of(policy.follow_up_endings).search(line)
    ends = ending is not None and ending.end() >= len(line) - 1
    longest = LONGEST_OPENED_AND_ENDED if opens and ends else LONGEST_FOLLOW_UP
    return (opens or ends) and len(reading.syllables) <= longest


def going_on(reading: Reading, before: Reading) -> Reading:
    """This question with what the ones before it were about, less what it puts something else in the place of."""
    kept = _not_replaced(before.syllables, reading.syllables)
    former = tuple(dict.fromkeys([*before.former, *(word for run in kept for word in run)]))[-LONGEST_FORMER:]
    former_pairs = dict.fromkeys([*before.former_pairs, *(pair for run in kept for pair in pairs(list(run)))])
    must = reading.must_hand_over or ("personal_case" if before.must_hand_over == "personal_case" else None)
    return replace(reading, must_hand_over=must, former=former, former_pairs=tuple(former_pairs)[-LONGEST_FORMER:])


def _not_replaced(before: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str, ...]]:
    """ "sinh hoạt chuyên đề" after "… sinh hoạt định kỳ mỗi tháng" puts "chuyên đề" in the place of "định kỳ": the same
    words stand before (or after) both."""
    for shared in range(len(new) - 1, FEWEST_SHARED - 1, -1):
        others = len(new) - shared
        if (at := _place_of(new[:shared], before)) is not None:
            return [before[: at + shared], before[at + shared + others :]]
        if (at := _place_of(new[-shared:], before)) is not None:
            return [before[: max(at - others, 0)], before[at:]]
    return [before]


def _place_of(run: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    places = range(len(words) - len(run) + 1)
    return next((at for at in places if words[at : at + len(run)] == run), None)


@dataclass(frozen=True)
class Fit:
    """`order`: a higher one answers better. `covered`: how much, as the tiers judge it."""

    order: float
    covered: float


def fit(of_this: float, asked: Sequence[str], present: AbstractSet[str], rarity: Mapping[str, float]) -> Fit:
    """`of_this`: coverage of the question itself; `asked`: syllables and pairs of the former ones."""
    whole = sum(rarity[part] for part in asked)
    of_former = sum(rarity[part] for part in asked if part in present) / whole if whole else 1.0
    return Fit(2 * of_this + of_former, of_this * min(1.0, of_former / ENOUGH_OF_FORMER))
