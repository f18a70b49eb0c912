"""Judging a policy by labelled questions: each question's tier and whether the right clause led, and the figures.

A label is a document ("d1" or its number "07-HD/TU") or one of its clauses ("07-HD/TU#dieu-3-khoan-1").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from services.assistant.engines.answering import Reply
from services.assistant.engines.conversation import Asking, answer_message
from services.assistant.engines.evaluation import SEARCHED, Figures
from services.assistant.engines.reading import QuestionLine
from services.assistant.engines.retrieval import Retriever
from services.assistant.rules.knowledge import Found
from services.assistant.rules.policy import Policy
from services.assistant.rules.tiers import Tier

NEAR = 3


@dataclass(frozen=True)
class Judged:
    """`rank`: place of the first right clause from 1, 0 for none. `best`: the clause quoted, or else the nearest."""

    id: str
    answerable: bool
    tier: Tier
    coverage: float
    rank: int
    right: bool
    best: str


@dataclass(frozen=True)
class Setting:
    """What the questions are asked of, and as whom and when."""

    retriever: Retriever
    audiences: list[str]
    as_of: date


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A question that the two policies treat differently."""

    id: str
    tier_before: Tier
    tier_after: Tier
    best_before: str
    best_after: str
    right_before: bool
    right_after: bool


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    before: Figures
    after: Figures
    changes: list[Change]


def judged(questions: Iterable[QuestionLine], setting: Setting, policy: Policy) -> list[Judged]:
    return [_judged(line, setting, policy) for line in questions]


def figures_of(results: Sequence[Judged]) -> Figures:
    ranks = [each.rank for each in results if each.answerable]
    answered = [each for each in results if each.tier == "answer"]
    return Figures(
        questions=len(results),
        answerable=len(ranks),
        recall_at_1=_share(sum(rank == 1 for rank in ranks), len(ranks)),
        recall_at_5=_share(sum(0 < rank <= 5 for rank in ranks), len(ranks)),
        mean_reciprocal_rank=_share(sum(1 / rank for rank in ranks if rank), len(ranks)),
        answered_precision=_share(sum(each.right for each in answered), len(answered)),
        answered_share=_share(sum(each.answerable for each in answered), len(ranks)),
        wrong_answers_to_unanswerable=sum(not each.answerable for each in answered),
        unanswerable=len(results) - len(ranks),
    )


def compared(questions: Sequence[QuestionLine], setting: Setting, before: Policy, after: Policy) -> Comparison:
    pairs = list(zip(judged(questions, setting, before), judged(questions, setting, after), strict=True))
    return Comparison(
        before=figures_of([one for one, _ in pairs]),
        after=figures_of([other for _, other in pairs]),
        changes=[
            Change(
                id=one.id, tier_before=one.tier, tier_after=other.tier, best_before=one.best, best_after=other.best,
                right_before=one.right, right_after=other.right,
            )
            for one, other in pairs
            if (one.tier, one.best) != (other.tier, other.best)
        ],
    )  # fmt: skip


def _judged(line: QuestionLine, setting: Setting, policy: Policy) -> Judged:
    asking = Asking(setting.audiences, setting.as_of, limit=SEARCHED)
    reply = answer_message(line.question, setting.retriever, policy, asking, lambda: line.before[::-1]).reply
    wanted = set(line.relevant)
    return Judged(
        id=line.id,
        answerable=bool(wanted),
        tier=reply.tier,
        coverage=reply.coverage,
        rank=_rank(reply.ranked, wanted),
        right=_quoted_rightly(reply, wanted),
        best=_best(reply),
    )


def _rank(ranked: Sequence[Found], wanted: set[str]) -> int:
    """By clauses where a clause is wanted, else by documents."""
    by_clause = any("#" in label for label in wanted)
    seen: set[str] = set()
    for found in ranked:
        document = found.document
        seen.add(f"{document.document_id}#{found.clause.anchor}" if by_clause else document.document_id)
        if wanted & _labels(document.document_id, document.number, found.clause.anchor):
            return len(seen)
    return 0


def _quoted_rightly(reply: Reply, wanted: set[str]) -> bool:
    return any(wanted & _labels(each.document_id, each.number, each.anchor) for each in reply.citations[:1])


def _best(reply: Reply) -> str:
    if reply.citations:
        return f"{reply.citations[0].document_id}#{reply.citations[0].anchor}"
    return f"{reply.ranked[0].document.document_id}#{reply.ranked[0].clause.anchor}" if reply.ranked else ""


def _labels(document_id: str, number: str, anchor: str) -> set[str]:
    named = {document_id, number} - {""}
    return named | {f"{name}#{anchor}" for name in named}


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
