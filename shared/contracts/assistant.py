"""Facts that the assistant tells: a question that a person must answer, or no longer; subjects that went unanswered.
The texts stay in the assistant's store."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from shared.contracts.registry import Event, event


@event("assistant.question_handed_over.v1")
class QuestionHandedOver(Event):
    question_id: str
    member_id: str
    cell_path: str
    reason: Literal["not_found", "personal_case", "wants_person", "asked_by_member"]
    topic: str = "other"
    committee_path: str = ""
    """The organisation whose officers get it, by its topic; empty from an older sender: all over the cell."""
    kept_until: datetime | None = None
    """When the question goes, and so its answer is to; None from an older sender."""


@event("assistant.question_forgotten.v1")
class QuestionForgotten(Event):
    """The member deleted a question that was handed over: nobody is to answer it, its answer is to be kept nowhere."""

    question_id: str
    member_id: str
    cell_path: str


@event("assistant.gaps_found.v1")
class GapsFound(Event):
    """Enough different people asked in vain: there is something for `roles` under `audience` to add documents for.
    `waiting`: how many subjects wait by now. Names no subject and nobody."""

    audience: str
    roles: list[str]
    waiting: int
