"""What the chassis' tests store: leaflets that speak in events, and the effects that reading them has."""

import mongoengine as me

from shared.contracts.content import ArticleWithdrawn
from shared.outbox import Aggregate


class Leaflet(Aggregate):
    meta = {"collection": "leaflets", "indexes": [{"fields": ["number"], "unique": True, "sparse": True}]}

    numbers = me.ListField(me.IntField())
    number = me.IntField()


class Reading(me.Document):
    """One effect of one event; `times` above one would be a second effect."""

    meta = {"collection": "readings", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    times = me.IntField(default=0)


def withdrawn(number: int = 1) -> ArticleWithdrawn:
    return ArticleWithdrawn(article_id="a-1", article_version=number, audience="ts/")
