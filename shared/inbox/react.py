"""Once, however often delivered: the inbox row and the effect are one transaction.

    react(on_article_published, received)         one event
    react_to_all(on_members_registered, batch)    a batch; those already handled are left out

A crash before the commit leaves neither; a delivery after it finds the row and does nothing. The ids a use case
makes derive from the event, so even an effect outside the transaction (a file, a call) meets the same name again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from mongoengine.errors import NotUniqueError
from pymongo.errors import DuplicateKeyError

from shared import clock
from shared.contracts.registry import Event, Received
from shared.inbox.documents import InboxEntry
from shared.observability import metrics
from shared.store import in_transaction
from shared.usecase import Context, context

E = TypeVar("E", bound=Event)

# Each further one means that another batch with one of our events was committed between our look and our write.
ATTEMPTS = 20


def react(usecase: Callable[[Received[E], Context], Any], received: Received[E]) -> None:
    _once([received], lambda fresh: usecase(fresh[0], _context(received)))


def react_to_all(usecase: Callable[[Sequence[Received[E]], Context], Any], batch: Sequence[Received[E]]) -> None:
    """All of the batch in one transaction. Events of one batch share a reaction."""
    if batch:
        _once(batch, lambda fresh: usecase(fresh, _context(fresh[0])))


def _context(received: Received[Any]) -> Context:
    return context(None, correlation_id=received.correlation_id, repeat_key=f"{received.id}/{received.reaction}")


def _once(batch: Sequence[Received[E]], effect: Callable[[Sequence[Received[E]]], Any]) -> None:
    fresh = list({received.id: received for received in batch}.values())
    reaction = fresh[0].reaction
    handled = 0
    for attempt in range(ATTEMPTS):
        try:
            handled = _commit(reaction, fresh, effect)
            break
        except (NotUniqueError, DuplicateKeyError):
            # Some were handled before, or beside us just now: leave those out and go again.
            fresh = _unhandled(reaction, fresh)
            if not fresh:
                break
            if attempt == ATTEMPTS - 1:
                raise
    if handled < len(batch):
        metrics.INBOX_DUPLICATES.of(reaction=reaction).inc(len(batch) - handled)


def _commit(reaction: str, fresh: Sequence[Received[E]], effect: Callable[[Sequence[Received[E]]], Any]) -> int:
    def work() -> None:
        row = {"reaction": reaction, "event_ids": [received.id for received in fresh], "handled_at": clock.now()}
        InboxEntry._get_collection().insert_one(row)
        effect(fresh)

    in_transaction(work)
    return len(fresh)


def _unhandled(reaction: str, batch: Sequence[Received[E]]) -> list[Received[E]]:
    ids = [received.id for received in batch]
    rows = InboxEntry.objects(reaction=reaction, event_ids__in=ids).scalar("event_ids")
    seen = {event_id for row in rows for event_id in row}
    return [received for received in batch if received.id not in seen]
