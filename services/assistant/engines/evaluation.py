"""How good are the answers on a corpus and its labelled questions: ranks, tiers and the figures over all.

A question whose `relevant` is empty should not be answered; to answer it is the worst fault there is here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from services.assistant.engines.answering import Reply
from services.assistant.engines.conversation import Asking, Earlier, answer_message
from services.assistant.engines.reading import EVERYBODY, QuestionLine
from services.assistant.engines.retrieval import Retriever
from services.assistant.rules.answer import Citation
from services.assistant.rules.policy import Policy

RANKED = 10
# Several clauses of one document may lead; this many clauses hold ten documents in all but the oddest corpus.
SEARCHED = 100


class Ranked(msgspec.Struct, frozen=True):
    id: str
    score: float


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    ranked: list[Ranked]
    tier: Literal["answer", "suggest", "handover"]
    coverage: float
    answer: str
    citations: list[Citation]
    ms: float


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    questions: int
    answerable: int
    recall_at_1: float
    recall_at_5: float
    mean_reciprocal_rank: float
    answered_precision: float
    answered_share: float
    wrong_answers_to_unanswerable: int
    unanswerable: int


def evaluate(
    questions: Iterable[QuestionLine], retriever: Retriever, policy: Policy, as_of: date
) -> Iterable[tuple[QuestionLine, Outcome]]:
    everything = sorted(retriever.versions())
    asking = Asking([EVERYBODY], as_of, limit=SEARCHED)
    for line in questions:
        begun = time.perf_counter()
        answered = answer_message(line.question, retriever, policy, asking, _newest_first(line.before))
        spent = (time.perf_counter() - begun) * 1000
        yield line, _outcome(line.id, answered.reply, spent, everything)


def _newest_first(before: list[str]) -> Earlier:
    return lambda: before[::-1]


def _outcome(question_id: str, reply: Reply, spent: float, everything: Sequence[str]) -> Outcome:
    return Outcome(
        id=question_id,
        ranked=_ranked(reply, everything),
        # Small talk quotes nothing: of the three tiers of an evaluation it is the one that does so.
        tier="handover" if reply.tier == "talk" else reply.tier,
        coverage=round(reply.coverage, 4),
        answer=reply.answer,
        citations=reply.citations,
        ms=round(spent, 2),
    )


def _ranked(reply: Reply, everything: Sequence[str]) -> list[Ranked]:
    """The best clause of each document wins; what shares no word with the question fills up with score 0."""
    best: dict[str, float] = {}
    for found in reply.ranked:
        best.setdefault(found.document.document_id, round(found.score, 4))
    for document_id in everything:
        if len(best) >= RANKED:
            break
        best.setdefault(document_id, 0.0)
    return [Ranked(document_id, score) for document_id, score in list(best.items())[:RANKED]]


def figures(pairs: Sequence[tuple[QuestionLine, Outcome]]) -> Figures:
    answerable = [(line, outcome) for line, outcome in pairs if line.relevant]
    ranks = [_rank(line, outcome) for line, outcome in answerable]
    answered = [(line, outcome) for line, outcome in pairs if outcome.tier == "answer"]
    # What was computed by a rule that stands in no clause of the corpus cites none, and is not right here.
    right = [1 for line, outcome in answered if any(each.document_id in line.relevant for each in outcome.citations)]
    return Figures(
        questions=len(pairs),
        answerable=len(answerable),
        recall_at_1=_share(sum(rank == 1 for rank in ranks), len(ranks)),
        recall_at_5=_share(sum(0 < rank <= 5 for rank in ranks), len(ranks)),
        mean_reciprocal_rank=_share(sum(1 / rank for rank in ranks if rank), len(ranks)),
        answered_precision=_share(len(right), len(answered)),
        answered_share=_share(sum(bool(line.relevant) for line, _ in answered), len(answerable)),
        wrong_answers_to_unanswerable=sum(not line.relevant for line, _ in answered),
        unanswerable=len(pairs) - len(answerable),
    )


def _rank(line: QuestionLine, outcome: Outcome) -> int:
    """Place of the first relevant document, counted from 1; 0 when it is not among those returned."""
    places = (place for place, ranked in enumerate(outcome.ranked, start=1) if ranked.id in line.relevant)
    return next(places, 0)


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
