"""Reading a question: the syllables that carry its subject, and the cases that a machine never answers.

The phrases are data (see `Policy`), written folded, so a question reads the same with and without diacritics.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from services.assistant.rules.folding import bigrams, syllables
from services.assistant.rules.policy import Policy

Reason = Literal["personal_case", "wants_person"]

# A question beyond this is a letter; its first syllables name the subject, and the search stays quick.
LONGEST_SEARCH = 64


@dataclass(frozen=True)
class Reading:
    syllables: tuple[str, ...]
    bigrams: tuple[str, ...]
    must_hand_over: Reason | None


def read_question(text: str, policy: Policy) -> Reading:
    spoken = syllables(text)
    line = f" {' '.join(spoken)} "
    subject = _without_frames(line, policy).split()[:LONGEST_SEARCH]
    return Reading(tuple(subject), tuple(bigrams(subject)), _always_handed_over(line, policy))


def _without_frames(line: str, policy: Policy) -> str:
    """ "cho tôi hỏi … là bao nhiêu ạ" says how one asks, not what about, and stands in no regulation."""
    kept = _any_of(policy.question_frames).sub(" ", line)
    return kept if kept.strip() else line


def _always_handed_over(line: str, policy: Policy) -> Reason | None:
    if _any_of(policy.wants_person).search(line):
        return "wants_person"
    asked = _any_of(policy.polite_openings).sub(" ", line)
    if _any_of(policy.personal_case).search(asked) or _any_of(policy.named_person).search(asked):
        return "personal_case"
    first_person = _any_of(policy.first_person).search(asked)
    exact = _any_of(policy.exact_amount).search(asked)
    return "personal_case" if first_person and exact else None


@lru_cache(maxsize=64)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Longest first; a space on both sides, the right one left for the phrase that follows."""
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile("(?: (?:" + "|".join(ordered) + ")(?= ))") if ordered else re.compile(r"(?!)")
