"""From a question to its reply: read, search what the reader may read, judge, quote or offer or hand over.

One question; what a whole message asks is taken apart in conversation.py, through which both the service and the
command line answer: a province evaluates exactly what members get.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from services.assistant.engines.retrieval import Retriever
from services.assistant.engines.understanding import understood
from services.assistant.rules.answer import Citation, cite, worded
from services.assistant.rules.computing import Computed
from services.assistant.rules.follow_up import going_on
from services.assistant.rules.howto import judge_best
from services.assistant.rules.knowledge import Found
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading
from services.assistant.rules.same_words import before_others, said_once
from services.assistant.rules.scope import out_of_scope
from services.assistant.rules.tiers import AS_GOOD, NEAREST, Tier, clearly_better, fits_of, parts_of

Reason = Literal["not_found", "out_of_scope", "personal_case", "wants_person", "small_talk"]
# Of so many the clause is chosen that answers a following question, and one that stands alone.
CONSIDERED = 50
CONSIDERED_ALONE = 10


@dataclass(frozen=True)
class Reply:
    """`as_of`: the day whose rules were asked. `computed`: what conversation.py put in, see computed_answer.py.
    `reading`: the question as it was understood, with what it goes on from; none of small talk."""

    tier: Tier
    coverage: float
    answer: str
    citations: list[Citation]
    suggestions: list[Citation]
    ranked: list[Found]
    reason: Reason | None
    as_of: date
    computed: Computed | None = None
    reading: Reading | None = None


def reply_to(
    question: str,
    retriever: Retriever,
    policy: Policy,
    *,
    audiences: list[str],
    as_of: date,
    limit: int = 10,
    before: Reading | None = None,
    also: Sequence[str] = (),
) -> Reply:
    """`before`: what this question goes on from. `also`: syllables that may decide between clauses, but that none has
    to say: the year that was asked about."""
    reading = understood(question, retriever, policy, audiences=audiences, as_of=as_of)
    if before is not None:
        reading = going_on(reading, before)
    parts = parts_of(reading)
    wanted = max(limit, CONSIDERED) if before else limit
    ranked = retriever.search(parts, also, audiences=audiences, as_of=as_of, limit=wanted)
    first = ranked[:CONSIDERED_ALONE]
    if not ranked:
        return Reply("handover", 0.0, "", [], [], [], _why(reading, first, before, policy), as_of, reading=reading)
    rarity = retriever.rarity(parts)
    if before is not None:
        fits = fits_of(reading, [found.passage for found in ranked], rarity, policy)
        places = sorted(range(len(ranked)), key=lambda place: fits[place].order, reverse=True)
        ranked = [ranked[place] for place in places]
    else:
        ranked = _best_first(reading, ranked, rarity, policy)
    things = _said_once(reading, ranked[:CONSIDERED_ALONE], rarity, policy)
    nearest = [found for found, _ in things]
    ranked = _led_by(nearest[0], ranked)
    verdict = judge_best(reading, nearest[0], [found.passage for found in nearest[: NEAREST + 1]], rarity, policy)
    why = _why(reading, first, before, policy) if verdict.tier == "handover" else None
    if why == "out_of_scope":
        return Reply("handover", 0.0, "", [], [], ranked[:limit], why, as_of, reading=reading)
    citations = [cite(*things[0])] if verdict.tier == "answer" else []
    suggestions = [cite(found, also) for found, also in things[:NEAREST]] if verdict.tier == "suggest" else []
    answer = worded(citations[0]) if citations else ""
    return Reply(
        verdict.tier, verdict.coverage, answer, citations, suggestions, ranked[:limit], why, as_of, reading=reading
    )  # fmt: skip


def _why(reading: Reading, first: Sequence[Found], before: Reading | None, policy: Policy) -> Reason:
    """A person is offered. `first`: the nearest, as they were found."""
    if reading.must_hand_over:
        return reading.must_hand_over
    if before is None and out_of_scope(reading, [found.passage for found in first], policy):
        return "out_of_scope"
    return "not_found"


def _best_first(reading: Reading, ranked: list[Found], rarity: Mapping[str, float], policy: Policy) -> list[Found]:
    passages = [found.passage for found in ranked[:CONSIDERED_ALONE]]
    return _led_by(ranked[clearly_better(reading, passages, rarity, policy)], ranked)


def _led_by(best: Found, ranked: list[Found]) -> list[Found]:
    if best is ranked[0]:
        return ranked
    # With the score of the first: whoever sorts by scores again gets the same order.
    return [msgspec.structs.replace(best, score=ranked[0].score), *(each for each in ranked if each is not best)]


def _said_once(
    reading: Reading, ranked: list[Found], rarity: Mapping[str, float], policy: Policy
) -> list[tuple[Found, list[Found]]]:
    """What is said, each once: the clause to quote, and those that say the same. Which of them is quoted the question
    decides, where it names one; else who issued them, and when."""
    things = []
    for alike in said_once(ranked):
        if len(alike) > 1:
            fits = fits_of(reading, [each.passage for each in alike], rarity, policy)
            as_good = [each for each, fit in zip(alike, fits, strict=True) if fit.order >= fits[0].order - AS_GOOD]
            best = min(as_good, key=before_others)
            things.append((best, [each for each in alike if each is not best]))
        else:
            things.append((alike[0], []))
    return things
