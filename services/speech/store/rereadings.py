"""Texts that are read again because words of theirs are said otherwise now: asked for once, done one by one.

Promises: what is done is taken off in one write, so that whoever goes on after a kill begins at the text that was in
hand, and nothing is counted twice. At most one is under way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import mongoengine as me

from shared.contracts.speech import RereadingAsked
from shared.outbox import Aggregate, change, create


class Rereading(Aggregate):
    """`waiting`: texts not looked at yet. `made`: recordings made anew. `finished_at`: none while under way."""

    meta = {
        "collection": "rereadings",
        "auto_create_index": False,
        "indexes": [{"fields": ["-asked_at"], "name": "rereadings_by_day"}],
    }

    asked_at = me.DateTimeField(required=True)
    finished_at = me.DateTimeField()
    waiting = me.ListField(me.StringField())
    total = me.IntField(required=True)
    made = me.IntField(default=0)


def ask(rereading_id: str, text_ids: Sequence[str], now: datetime) -> Rereading:
    asked = Rereading(id=rereading_id, asked_at=now, waiting=list(text_ids), total=len(text_ids))
    return create(asked, RereadingAsked(rereading_id=rereading_id))


def get(rereading_id: str) -> Rereading | None:
    found: Rereading | None = Rereading.objects(pk=rereading_id).first()
    return found


def newest() -> Rereading | None:
    found: Rereading | None = Rereading.objects.order_by("-asked_at").first()
    return found


def take_off(rereading_id: str, text_id: str, made: int, now: datetime) -> None:
    mine = Rereading.objects(pk=rereading_id)
    mine.filter(waiting=text_id).update_one(pull__waiting=text_id, inc__made=made)
    mine.filter(waiting=[], finished_at=None).update_one(set__finished_at=now)


def pass_over(rereading_id: str, now: datetime) -> None:
    """The text in hand stays as it was read. The others are asked for anew, in the same write. Raises
    ChangedByAnother."""
    order = get(rereading_id)
    if order is None or not order.waiting:
        return
    first, *others = order.waiting
    if others:
        change(order, RereadingAsked(rereading_id=rereading_id), pull__waiting=first)
    else:
        change(order, pull__waiting=first, set__finished_at=now)
