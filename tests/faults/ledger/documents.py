"""Books (producer's store) and effects (reader's store)."""

import mongoengine as me

from shared.outbox import Aggregate


class Book(Aggregate):
    meta = {"collection": "books"}
    numbers = me.ListField(me.IntField())


class Effect(me.Document):
    """`times` above one is a duplicate effect; `attempts` lie outside the transaction, so they count tries."""

    meta = {"collection": "effects", "auto_create_index": False}
    id = me.StringField(primary_key=True)
    subject = me.StringField()
    sequence = me.IntField()
    number = me.IntField()
    times = me.IntField(default=0)


class Tally(me.Document):
    """A counter that every effect raises: a lost or doubled effect shows here even when rows do not."""

    meta = {"collection": "tallies", "auto_create_index": False}
    id = me.StringField(primary_key=True)
    count = me.IntField(default=0)
