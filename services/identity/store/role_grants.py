"""Roles given, each with its first and last day. They are never deleted: who held what, when, is history."""

from __future__ import annotations

from collections.abc import Sequence

import mongoengine as me

from services.identity.rules.grants import Role, Term
from shared.outbox import Aggregate


class RoleGrant(Aggregate):
    meta = {
        "collection": "role_grants",
        "auto_create_index": False,
        "indexes": ["member_id", ("organisation_path", "role")],
    }

    member_id = me.StringField(required=True)
    role = me.StringField(required=True)
    organisation_id = me.StringField(required=True)
    organisation_path = me.StringField(required=True)
    valid_from = me.DateField(required=True)
    valid_until = me.DateField()
    granted_by = me.StringField()


def terms_of(member_id: str) -> Sequence[Term]:
    return [
        Term(Role(item.role), item.organisation_path, item.valid_from, item.valid_until)
        for item in RoleGrant.objects(member_id=member_id)
    ]
