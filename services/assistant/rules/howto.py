"""A question about the application itself may speak of "my record" and is still no personal case: where the guide has
the task nearly word for word, the guide answers. It says where to look and nothing about anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.assistant.rules.knowledge import Found
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading
from services.assistant.rules.tiers import Verdict, judge


def judge_best(
    reading: Reading, best: Found, passages: Sequence[str], rarity: Mapping[str, float], policy: Policy
) -> Verdict:
    """As `judge`; `passages`: that of the best, then of those after it. Whoever wants a person gets one, also with a
    question about the application."""

    def judged(read: Reading) -> Verdict:
        first, *others = passages
        return judge(read, first, rarity, policy, clause=best.clause.whole, next_best=others)

    verdict = judged(reading)
    if best.document.source == "guide" and reading.must_hand_over == "personal_case":
        as_howto = judged(replace(reading, must_hand_over=None))
        return as_howto if as_howto.tier == "answer" else verdict
    return verdict
