"""The outbox for a change that spans several documents: the events are rows of their own, in the same transaction.

Use `shared.outbox.change` wherever one document is enough; it is one write and needs no session.
"""

from __future__ import annotations

from typing import Any

import mongoengine as me

from shared import clock
from shared.contracts.registry import Event
from shared.outbox.aggregate import WAITING
from shared.outbox.record import record
from shared.store import current_session

ENTRIES = "outbox_entries"


class OutboxEntry(me.Document):
    """One staged event. It has the fields of an aggregate's outbox, so that the relay treats both alike."""

    meta = {
        "collection": ENTRIES,
        "auto_create_index": False,
        "indexes": [WAITING],
    }

    id = me.StringField(primary_key=True)
    subject = me.StringField(required=True)
    outbox = me.ListField(me.DynamicField())
    outbox_since = me.DateTimeField()


class OutboxSequence(me.Document):
    """The last sequence number given to a subject whose events are staged, and when. An entry never waits in front of
    its predecessor, even when the process that staged it has a clock that is behind."""

    meta = {"collection": "outbox_sequences", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    last = me.IntField(default=0)
    last_staged = me.DateTimeField()


def stage(subject: str, *events: Event) -> None:
    """Put events about `subject` into the running transaction. Raises RuntimeError outside of one: that would be
    the dual write this exists to prevent."""
    if current_session() is None:
        raise RuntimeError("stage() needs a running transaction")
    moment = clock.now()
    counter: Any = OutboxSequence.objects(pk=subject).modify(
        upsert=True, new=True, inc__last=len(events), max__last_staged=moment
    )
    first = counter.last - len(events) + 1
    rows = [record(item, subject, first + index, moment) for index, item in enumerate(events)]
    OutboxEntry.objects.insert(
        [OutboxEntry(id=row["id"], subject=subject, outbox=[row], outbox_since=counter.last_staged) for row in rows]
    )
