"""Committees by term of office, each with its seats. Nothing is deleted: who sat where, when, is history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import mongoengine as me

from services.identity.rules.organisation_errors import CommitteeNotFound


class Seat(me.EmbeddedDocument):
    """`ended_on`: the last day, before the term's; with its reason."""

    member_id = me.StringField(required=True)
    post = me.StringField(required=True)
    ended_on = me.DateField()
    end_reason = me.StringField()


class Committee(me.Document):
    """`ended_on`: the last day on which it acted, where a later election or the organisation's end came before or after
    the term's own last day."""

    meta = {
        "collection": "committees",
        "auto_create_index": False,
        "indexes": [{"fields": ["organisation_id", "elected_on"], "unique": True}],
    }

    id = me.StringField(primary_key=True)
    organisation_id = me.StringField(required=True)
    elected_on = me.DateField(required=True)
    ends_on = me.DateField(required=True)
    ended_on = me.DateField()
    approved_by = me.StringField(required=True)
    seats = me.EmbeddedDocumentListField(Seat)


def of_organisation(organisation_id: str) -> Sequence[Committee]:
    """The latest first."""
    found: Any = Committee.objects(organisation_id=organisation_id).order_by("-elected_on")
    return list(found)


def get(committee_id: str) -> Committee:
    found: Committee | None = Committee.objects(pk=committee_id).first()
    if found is None:
        raise CommitteeNotFound
    return found


def end_acting(organisation_id: str, last_day: date) -> None:
    Committee.objects(organisation_id=organisation_id, ended_on=None).update(set__ended_on=last_day)
