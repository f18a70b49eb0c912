"""Tables of members that somebody is taking out: which fields, of which organisation, for what. Rows go by themselves a
day later; that it was done, how many records and what for, stays in the audit trail."""

from __future__ import annotations

from datetime import timedelta

import mongoengine as me

from shared.store import EncryptedText

KEPT = timedelta(days=1)


class MemberExport(me.Document):
    meta = {
        "collection": "member_exports",
        "auto_create_index": False,
        "indexes": [{"fields": ["at"], "expireAfterSeconds": int(KEPT.total_seconds())}],
    }

    id = me.StringField(primary_key=True)
    by = me.StringField(required=True)
    path = me.StringField(required=True)
    fields = me.ListField(me.StringField())
    purpose = EncryptedText(required=True)
    count = me.IntField(required=True)
    at = me.DateTimeField(required=True)


def find(export_id: str) -> MemberExport | None:
    found: MemberExport | None = MemberExport.objects(pk=export_id).first()
    return found
