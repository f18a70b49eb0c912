"""A poll ends: by its officer, or because its time is over. The totals told then are final and exact.

Two steps. First the time of closing is now, so that no new answer begins. Then, in one transaction, the tallies are
closed, read and told: an answer that was still under way is either in them or refused. Should a process die between
the steps, the clock (count_polls) takes the second.
"""

from __future__ import annotations

from datetime import datetime

from services.feedback.rules.permissions import RUN_POLLS
from services.feedback.rules.polls import is_open, shown_counts
from services.feedback.store import polls
from services.feedback.store.answers import close_tallies, counts_of
from services.feedback.store.polls import Poll
from services.feedback.usecases.open_poll import PollRef
from shared.contracts.feedback import PollClosed
from shared.outbox import ChangedByAnother, change
from shared.security import authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version

# The running totals change the poll once a second at most; meeting two such changes in a row is hardly possible.
ATTEMPTS = 5


class ClosePoll(Request, frozen=True, kw_only=True):
    poll_id: Id
    version: Version


def close_poll(command: ClosePoll, ctx: Context) -> PollRef:
    """`version` is the one the officer saw. The totals went on since; nothing else about a poll can change."""
    poll = polls.get(command.poll_id)
    authorise(ctx.actor, RUN_POLLS, poll.audience)
    if command.version > poll.version:
        raise ChangedByAnother
    for attempt in range(ATTEMPTS):
        try:
            poll = _end(polls.get(command.poll_id), ctx.now)
            break
        except ChangedByAnother:
            if attempt == ATTEMPTS - 1:
                raise
    return PollRef(poll.id, poll.version, poll.state)


def _end(poll: Poll, now: datetime) -> Poll:
    if poll.state == "closed":
        return poll
    if is_open(poll.state, poll.closes_at, now):
        change(poll, set__closes_at=now)
    return finish(poll.id)


def finish(poll_id: str) -> Poll:
    """The second step. Does nothing for a poll that is closed; raises ChangedByAnother when another was first."""

    def work() -> Poll:
        poll = polls.get(poll_id)
        if poll.state == "closed":
            return poll
        close_tallies(poll.id)
        counts = counts_of([poll.id])[poll.id]
        event = PollClosed(poll_id=poll.id, audience=poll.audience, total=sum(counts), counts=shown_counts(counts))
        return change(poll, event, set__state="closed", set__counts=counts)

    return in_transaction(work)
