"""Polls with the totals told last. The tally that grows lies in store/answers.py."""

from __future__ import annotations

from datetime import datetime

import mongoengine as me

from services.feedback.rules.errors import PollNotFound
from shared.outbox import Aggregate
from shared.security import paths
from shared.store import below

MOST_LISTED = 200


class Poll(Aggregate):
    meta = {
        "collection": "polls",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["audience", "-opened_at"], "name": "polls_by_audience"},
            {"fields": ["state", "closes_at"], "name": "polls_by_state"},
        ],
    }

    question = me.StringField(required=True)
    options = me.ListField(me.StringField(), required=True)
    audience = me.StringField(required=True)
    opened_at = me.DateTimeField(required=True)
    closes_at = me.DateTimeField(required=True)
    state = me.StringField(required=True, choices=("open", "closed"))
    counts = me.ListField(me.IntField())
    counted_at = me.DateTimeField()

    @property
    def total(self) -> int:
        return sum(self.counts)


def get(poll_id: str) -> Poll:
    """Raises PollNotFound."""
    found: Poll | None = Poll.objects(pk=poll_id).first()
    if found is None:
        raise PollNotFound
    return found


def listed_for(cell_path: str, led: tuple[str, ...]) -> list[Poll]:
    """Put to the cell or to organisations under the paths that the person leads; the newest first."""
    places = [{"audience": {"$in": paths.ancestors(cell_path)}}, *(below("audience", path) for path in led)]
    return list(Poll.objects(__raw__={"$or": places}).exclude("outbox").order_by("-opened_at").limit(MOST_LISTED))


def not_closed() -> list[Poll]:
    return list(Poll.objects(state="open"))


def past_closing(now: datetime) -> list[Poll]:
    return list(Poll.objects(state="open", closes_at__lte=now))
