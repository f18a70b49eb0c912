"""Breaches of personal data and what was done about each. Notes are only added; the texts lie encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mongoengine as me

from services.identity.rules.rights_errors import BreachNotFound
from shared.outbox import Aggregate
from shared.store import EncryptedText, below

MOST_LISTED = 200


class BreachNote(me.EmbeddedDocument):
    at = me.DateTimeField(required=True)
    by = me.StringField(required=True)
    text = EncryptedText(required=True)


class Breach(Aggregate):
    """`report_reference`: number of the notice that was sent, or why none had to be (`report_needed` says which)."""

    meta = {
        "collection": "breaches",
        "auto_create_index": False,
        "indexes": [("path", "-detected_at")],
    }

    path = me.StringField(required=True)
    state = me.StringField(required=True)
    detected_at = me.DateTimeField(required=True)
    recorded_at = me.DateTimeField(required=True)
    recorded_by = me.StringField(required=True)
    what_happened = EncryptedText(required=True)
    data_kinds = me.ListField(me.StringField(), required=True)
    persons_affected = me.IntField()
    measures = EncryptedText()
    notes = me.EmbeddedDocumentListField(BreachNote)
    report_needed = me.BooleanField()
    report_reference = EncryptedText()
    reported_at = me.DateTimeField()
    closed_at = me.DateTimeField()


def find(breach_id: str) -> Breach | None:
    found: Breach | None = Breach.objects(pk=breach_id).first()
    return found


def get(breach_id: str) -> Breach:
    found = find(breach_id)
    if found is None:
        raise BreachNotFound
    return found


def under(paths: Sequence[str]) -> Sequence[Breach]:
    if not paths:
        return []
    found: Any = Breach.objects(__raw__={"$or": [below("path", path) for path in paths]})
    return list(found.order_by("-detected_at").limit(MOST_LISTED))
