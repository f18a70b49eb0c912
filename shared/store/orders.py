"""How often a person ordered that every process makes its index anew.

A number in the store, because processes need not know of each other: each keeps beside its index which order it carried
out last, and looks for a later one. A service derives its own document from this.
"""

from __future__ import annotations

from typing import Any

import mongoengine as me

_ID = "rebuild"


class RebuildOrder(me.Document):
    """One row; `number` counts the orders."""

    meta: dict[str, Any] = {"abstract": True, "auto_create_index": False}

    id = me.StringField(primary_key=True)
    number = me.IntField(required=True, default=0)

    @classmethod
    def give(cls) -> int:
        """The number of the new order."""
        return int(cls.objects(pk=_ID).modify(upsert=True, new=True, inc__number=1).number)

    @classmethod
    def latest(cls) -> int:
        return int(cls.objects(pk=_ID).scalar("number").first() or 0)
