"""The calendar of holidays and anniversaries."""

from __future__ import annotations

import mongoengine as me

from services.content.rules.anniversaries import YearlyDay
from services.content.rules.category_errors import AnniversaryNotFound
from shared.outbox import Aggregate


class Anniversary(Aggregate):
    """`since`: the year from which years are counted. `concerns`: in words, whom it is about. `days`: of a lunar one,
    the solar day of each year that was given, as ISO. `suggestion`: what a meeting might speak of."""

    meta = {
        "collection": "anniversaries",
        "auto_create_index": False,
        "indexes": [{"fields": ["name_key"], "unique": True, "name": "anniversary_names"}],
    }

    name = me.StringField(required=True)
    name_key = me.StringField(required=True)
    calendar = me.StringField(required=True, choices=("solar", "lunar"))
    day = me.IntField(required=True)
    month = me.IntField(required=True)
    days = me.ListField(me.DateField())
    since = me.IntField()
    concerns = me.StringField()
    suggestion = me.StringField()
    retired = me.BooleanField(required=True, default=False)
    changed_by = me.StringField()
    changed_at = me.DateTimeField(required=True)

    @property
    def yearly(self) -> YearlyDay:
        return YearlyDay(self.calendar, self.day, self.month, list(self.days))


def get(anniversary_id: str) -> Anniversary:
    """Raises AnniversaryNotFound."""
    found: Anniversary | None = Anniversary.objects(pk=anniversary_id).first()
    if found is None:
        raise AnniversaryNotFound
    return found


def everything() -> list[Anniversary]:
    return list(Anniversary.objects.order_by("month", "day", "id"))


def observed() -> list[Anniversary]:
    return list(Anniversary.objects(retired=False))
