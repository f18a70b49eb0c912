"""How often it was ordered that every process makes its index anew."""

from __future__ import annotations

import mongoengine as me


class IndexOrder(me.Document):
    """One row; `number` counts the orders."""

    meta = {"collection": "index_orders", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    number = me.IntField(required=True, default=0)


def give_order() -> int:
    """The number of the new order."""
    changed: IndexOrder = IndexOrder.objects(pk="rebuild").modify(upsert=True, new=True, inc__number=1)
    return int(changed.number)


def latest_order() -> int:
    return IndexOrder.objects(pk="rebuild").scalar("number").first() or 0
