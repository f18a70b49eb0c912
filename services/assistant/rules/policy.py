"""When to quote, when to offer, when to hand over: numbers and phrases that are data, versioned and refitted.

Phrases are folded syllables separated by one space and may use regular expressions. The file carries its
version and what it was fitted on, so that an answer of last month can be explained.

`named_person` holds whatever asks about somebody: by name, whom to elect, what to think of him. Names and ordinary
words meet where marks are left off (Phan and phần, "nguyễn văn" and "nguyên văn"): each carries what may not follow.
`personal_case` holds one's own case, and what is to be kept secret.
"""

from __future__ import annotations

from typing import Literal

import msgspec

SmallTalk = Literal["greeting", "thanks", "farewell", "who_are_you"]


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much of the question the clause must contain, weighed by rarity: 1 is all of it."""

    bigrams: float
    syllables: float


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: str
    fitted_on: str
    weights: Weights
    answer_from: float
    suggest_from: float
    fewest_syllables: int
    question_frames: tuple[str, ...]
    polite_openings: tuple[str, ...]
    wants_person: tuple[str, ...]
    personal_case: tuple[str, ...]
    named_person: tuple[str, ...]
    first_person: tuple[str, ...]
    exact_amount: tuple[str, ...]
    # Folded: what it may stand for, as it is written; the first one where no document decides.
    abbreviations: dict[str, tuple[str, ...]]
    # Folded: how regulations say it, as it is written.
    everyday_words: dict[str, tuple[str, ...]]
    small_talk: dict[SmallTalk, tuple[str, ...]]
    # Begin another question of the same message.
    further_questions: tuple[str, ...]
    follow_up_openings: tuple[str, ...]
    follow_up_references: tuple[str, ...]
    follow_up_endings: tuple[str, ...]
    # A day after one of these is a fact of a person or a document, not the day that is asked about.
    dates_of_facts: tuple[str, ...]
    # What no assistant of the Party is for (weather, football), unless it is asked about something of `within_scope`.
    out_of_scope: tuple[str, ...] = ()
    within_scope: tuple[str, ...] = ()


decode_policy = msgspec.json.Decoder(Policy).decode
