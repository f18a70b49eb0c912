"""From a question to its reply: read, search what the reader may read, judge, quote or offer or hand over.

Both the service and the command line answer through here: a province evaluates exactly what members get.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.assistant.engines.retrieval import Retriever
from services.assistant.rules.answer import Citation, cite, worded
from services.assistant.rules.howto import judge_best
from services.assistant.rules.knowledge import Found
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import read_question
from services.assistant.rules.tiers import Tier

Reason = Literal["not_found", "personal_case", "wants_person"]
NEAREST = 3


@dataclass(frozen=True)
class Reply:
    tier: Tier
    coverage: float
    answer: str
    citations: list[Citation]
    suggestions: list[Citation]
    ranked: list[Found]
    reason: Reason | None


def reply_to(
    question: str, retriever: Retriever, policy: Policy, *, audiences: list[str], as_of: date, limit: int = 10
) -> Reply:
    reading = read_question(question, policy)
    ranked = retriever.search(reading.syllables, reading.bigrams, audiences=audiences, as_of=as_of, limit=limit)
    if not ranked:
        return Reply("handover", 0.0, "", [], [], [], reading.must_hand_over or "not_found")
    rarity = retriever.rarity([*reading.syllables, *reading.bigrams])
    best = ranked[0]
    passage = f"{best.document.title}\n{best.clause.heading}\n{best.clause.text}"
    verdict = judge_best(reading, best, passage, rarity, policy)
    citations = [cite(best)] if verdict.tier == "answer" else []
    suggestions = [cite(found) for found in ranked[:NEAREST]] if verdict.tier == "suggest" else []
    answer = worded(citations[0]) if citations else ""
    reason = (reading.must_hand_over or "not_found") if verdict.tier == "handover" else None
    return Reply(verdict.tier, verdict.coverage, answer, citations, suggestions, ranked, reason)
