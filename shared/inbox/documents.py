"""What has already had its effect: (event id, reaction), unique.

A row holds the ids of a whole batch: a unique index over an array refuses an id that any other row holds, at the
price of one document instead of two hundred. Rows outlive the longest delay a message can have by days.
"""

from __future__ import annotations

import mongoengine as me

KEPT_SECONDS = 14 * 24 * 3600


class InboxEntry(me.Document):
    meta = {
        "collection": "inbox",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["reaction", "event_ids"], "unique": True, "name": "inbox_once"},
            {"fields": ["handled_at"], "expireAfterSeconds": KEPT_SECONDS, "name": "inbox_expiry"},
        ],
    }

    reaction = me.StringField(required=True)
    event_ids = me.ListField(me.StringField(), required=True)
    handled_at = me.DateTimeField(required=True)
