"""The way of a text from its writer to its readers: which steps are open, and to whom.

A text is `writing`, `in_review`, `returned`, `approved` or `scheduled`; whether readers have an article is its state,
which does not change on the way. A new text begins the way anew: what was approved was another one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.content.rules.editorial_errors import TimeNotAhead

STAGES = ("writing", "in_review", "returned", "approved", "scheduled")
STEPS = (
    "written", "revised", "submitted", "approved", "returned", "scheduled", "unscheduled", "published",
    "published_on_time", "withdrawn",
)  # fmt: skip
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`is_new`: there is a text that the readers do not have. `is_approved`: this very text was."""

    stage: str
    is_public: bool
    is_new: bool
    is_approved: bool


def open_steps(standing: Standing, *, two_persons: bool, own_text: bool) -> list[str]:
    """What the page offers; each command checks for itself."""
    stage, steps = standing.stage, []
    if standing.is_new:
        if stage in {"writing", "returned"}:
            steps.append("submit")
        if stage == "in_review":
            steps += ["return"] if two_persons and own_text else ["approve", "return"]
        if stage in {"approved", "scheduled"}:
            steps.append("return")
        if standing.is_approved or not two_persons:
            steps += ["publish", "unschedule" if stage == "scheduled" else "schedule"]
    if standing.is_public:
        steps.append("withdraw")
    return steps


def wrote(actor_id: str, writers: Collection[str]) -> bool:
    """Whoever wrote any of the text since the readers last got one does not approve it where two persons are asked."""
    return actor_id in writers


def check_time(at: datetime, now: datetime) -> None:
    """Raises TimeNotAhead."""
    if not now < at <= now + FARTHEST:
        raise TimeNotAhead(details={"publish_at": TimeNotAhead.message})
