"""Notes (the producer's store) and effects (the consumer's)."""

import mongoengine as me

from shared.outbox import Aggregate


class Note(Aggregate):
    meta = {"collection": "notes"}
    text = me.StringField()


class Effect(me.Document):
    meta = {"collection": "effects", "auto_create_index": False}
    id = me.StringField(primary_key=True)
    number = me.IntField()
