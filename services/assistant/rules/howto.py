"""A question about the application itself may speak of "my record" and is still no personal case: where the guide has
the task nearly word for word, the guide answers. It says where to look and nothing about anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from services.assistant.rules.knowledge import Found
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading
from services.assistant.rules.tiers import Verdict, judge


def judge_best(reading: Reading, best: Found, passage: str, rarity: Mapping[str, float], policy: Policy) -> Verdict:
    """As `judge`. Whoever wants a person gets one, also with a question about the application."""
    verdict = judge(reading, passage, rarity, policy)
    if best.document.source == "guide" and reading.must_hand_over == "personal_case":
        as_howto = judge(replace(reading, must_hand_over=None), passage, rarity, policy)
        return as_howto if as_howto.tier == "answer" else verdict
    return verdict
