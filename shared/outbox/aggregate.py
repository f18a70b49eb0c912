"""State and event in one write: the event is pushed into the aggregate's own document by the update that changes it.

Promises: an event exists if and only if its change was stored; an aggregate's events are numbered without gaps in
the order of its changes; two racing changes never both succeed. Sending them is the relay's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import mongoengine as me
from mongoengine.errors import NotUniqueError
from mongoengine.queryset import transform
from pymongo import UpdateOne
from pymongo.errors import BulkWriteError

from shared import clock
from shared.contracts.registry import Event
from shared.errors import Conflict
from shared.outbox.record import record
from shared.store import current_session

DUPLICATE_KEY = 11000
PENDING_INDEX = "outbox_waiting"
WAITING_FILTER = {"outbox_since": {"$exists": True}}
WAITING = {"fields": ["outbox_since", "id"], "name": PENDING_INDEX, "partialFilterExpression": WAITING_FILTER}
"""The index of what waits: as small as the backlog, and all that the relay's search reads. The search uses the same
filter: with another one the index would not serve it."""


class ChangedByAnother(Conflict):
    code = "conflict.changed_by_another"


class AlreadyExists(Conflict):
    code = "conflict.already_exists"
    message = "Nội dung này đã có trong hệ thống."


class Aggregate(me.Document):
    """Base of every document that speaks in events.

    `outbox_since` is there exactly while events wait.
    """

    meta = {
        "abstract": True,
        "auto_create_index": False,
        "indexes": [WAITING],
    }

    id = me.StringField(primary_key=True)
    version = me.IntField(default=0)
    event_sequence = me.IntField(default=0)
    outbox = me.ListField(me.DynamicField())
    outbox_since = me.DateTimeField()


A = TypeVar("A", bound=Aggregate)


def _enclose(aggregate: Aggregate, events: Sequence[Event], moment: datetime) -> list[dict[str, Any]]:
    first = aggregate.event_sequence + 1
    return [record(item, aggregate.id, first + index, moment) for index, item in enumerate(events)]


def _prepare(aggregate: Aggregate, events: Sequence[Event]) -> None:
    moment = clock.now()
    aggregate.version = 1
    aggregate.event_sequence = 0  # a transaction that is repeated brings the same object again
    if events:
        aggregate.outbox = _enclose(aggregate, events, moment)
        aggregate.event_sequence += len(events)
        aggregate.outbox_since = moment


def create(aggregate: A, *events: Event) -> A:
    """Store a new aggregate with its first events.

    A document with the same id that is already there is the same command repeated (ids derive from its idempotency
    key), so the stored one is returned and nothing is written. Raises AlreadyExists when another unique key clashes.
    """
    # Inside a transaction a clash would abort all of it, so there one looks first; a race is repeated as a whole.
    existing = _stored(aggregate) if current_session() else None
    if existing is not None:
        return existing
    _prepare(aggregate, events)
    try:
        aggregate.save(force_insert=True)
    except NotUniqueError as error:
        existing = None if current_session() else _stored(aggregate)
        if existing is None:
            raise AlreadyExists from error
        return existing
    return aggregate


def _stored(aggregate: A) -> A | None:
    found: A | None = type(aggregate).objects(pk=aggregate.id).first()
    return found


def create_many(pairs: Iterable[tuple[A, Sequence[Event]]], *, batch: int = 1000) -> int:
    """Store many new aggregates in few round trips; those already there are left alone. Returns how many are new."""
    created = 0
    rows: list[dict[str, Any]] = []
    collection = None
    for aggregate, events in pairs:
        _prepare(aggregate, events)
        aggregate.validate()
        collection = type(aggregate)._get_collection()
        rows.append(aggregate.to_mongo().to_dict())
        if len(rows) >= batch:
            created += _insert_new(collection, rows)
            rows = []
    if rows and collection is not None:
        created += _insert_new(collection, rows)
    return created


def _insert_new(collection: Any, rows: list[dict[str, Any]]) -> int:
    if current_session():
        there = {row["_id"] for row in collection.find({"_id": {"$in": [row["_id"] for row in rows]}}, {"_id": 1})}
        rows = [row for row in rows if row["_id"] not in there]
        return len(collection.insert_many(rows).inserted_ids) if rows else 0
    try:
        return len(collection.insert_many(rows, ordered=False).inserted_ids)
    except BulkWriteError as error:
        problems = error.details.get("writeErrors", [])
        if any(problem.get("code") != DUPLICATE_KEY for problem in problems):
            raise
        return int(error.details.get("nInserted", 0))


def change(aggregate: A, *events: Event, **update: Any) -> A:
    """Change the document that was read, and only that version of it, together with its events.

    `update` is in mongoengine's words (`set__state="published"`, `inc__count=1`). Returns the document as stored.
    Raises ChangedByAnother when the stored version is another one; nothing is written then.
    """
    complete = _with_events(aggregate, events, update)
    changed: A | None = type(aggregate).objects(pk=aggregate.id, version=aggregate.version).modify(new=True, **complete)
    if changed is None:
        raise ChangedByAnother
    return changed


def change_many(changes: Sequence[tuple[A, Sequence[Event], Mapping[str, Any]]]) -> None:
    """Each as `change` does, all in one round trip; of one class. One version that is another by now, ChangedByAnother,
    ends the transaction that this has to run in."""
    if current_session() is None:
        raise RuntimeError("change_many() needs a running transaction")
    if not changes:
        return
    kind = type(changes[0][0])
    requests = [
        UpdateOne(
            {"_id": aggregate.id, "version": aggregate.version},
            transform.update(kind, **_with_events(aggregate, events, update)),
        )
        for aggregate, events, update in changes
    ]
    if kind._get_collection().bulk_write(requests, ordered=False).matched_count != len(requests):
        raise ChangedByAnother


def _with_events(aggregate: Aggregate, events: Sequence[Event], update: Mapping[str, Any]) -> dict[str, Any]:
    complete: dict[str, Any] = {**update, "inc__version": 1}
    if events:
        moment = clock.now()
        complete["inc__event_sequence"] = len(events)
        complete["push_all__outbox"] = _enclose(aggregate, events, moment)
        complete["min__outbox_since"] = moment
    return complete
