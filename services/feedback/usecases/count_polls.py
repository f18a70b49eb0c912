"""Called by the clock: tells the running totals that changed, and ends the polls whose time is over.

Every process of the service does it. The version of the poll lets one of them tell, and a total is told at most once
a second whoever looks.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from services.feedback.rules.polls import shown_counts
from services.feedback.store import polls
from services.feedback.store.answers import counts_of
from services.feedback.store.polls import Poll
from services.feedback.usecases.close_poll import finish
from shared.contracts.feedback import PollCounted
from shared.outbox import ChangedByAnother, change

APART = timedelta(seconds=1)


def count_polls(now: datetime) -> None:
    for poll in polls.past_closing(now):
        with suppress(ChangedByAnother):
            finish(poll.id)
    due = [poll for poll in polls.not_closed() if poll.counted_at is None or poll.counted_at <= now - APART]
    counted = counts_of(poll.id for poll in due)
    for poll in due:
        counts = counted.get(poll.id, list(poll.counts))
        if counts != list(poll.counts):
            with suppress(ChangedByAnother):
                _tell(poll, counts, now)


def _tell(poll: Poll, counts: list[int], now: datetime) -> None:
    event = PollCounted(poll_id=poll.id, audience=poll.audience, total=sum(counts), counts=shown_counts(counts))
    change(poll, event, set__counts=counts, set__counted_at=now)
