"""Roles given, each with its first and last day. They are never deleted: who held what, when, is history."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

import mongoengine as me

from services.identity.rules.grants import Role, Term
from services.identity.rules.role_errors import RoleGrantNotFound
from shared.outbox import Aggregate
from shared.store import below


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
    ended_at = me.DateTimeField()
    """Before its last day, by a decision with a reason."""
    ended_by = me.StringField()
    end_reason = me.StringField()


def terms_of(member_id: str) -> Sequence[Term]:
    return [
        Term(Role(item.role), item.organisation_path, item.valid_from, item.valid_until)
        for item in RoleGrant.objects(member_id=member_id, ended_at=None)
    ]


def ever_given(member_ids: Collection[str]) -> Sequence[RoleGrant]:
    """Also those that are over."""
    return list(RoleGrant.objects(member_id__in=list(member_ids)).only("member_id", "role", "organisation_path"))


def get(grant_id: str) -> RoleGrant:
    found = find(grant_id)
    if found is None:
        raise RoleGrantNotFound
    return found


def find(grant_id: str) -> RoleGrant | None:
    found: RoleGrant | None = RoleGrant.objects(pk=grant_id).first()
    return found


def every() -> Iterator[RoleGrant]:
    """Also those that are over, by id."""
    return iter(RoleGrant.objects.exclude("outbox").order_by("id"))


def not_over_at(path: str, today: date) -> Sequence[RoleGrant]:
    """Of this very organisation."""
    found: Any = RoleGrant.objects(me.Q(valid_until=None) | me.Q(valid_until__gte=today), organisation_path=path)
    return list(found.filter(ended_at=None))


def not_over_below(path: str, today: date, limit: int) -> Sequence[RoleGrant]:
    """At or below `path`, in force or to come."""
    found: Any = RoleGrant.objects(__raw__=below("organisation_path", path)).filter(
        me.Q(valid_until=None) | me.Q(valid_until__gte=today), ended_at=None
    )
    return list(found.order_by("organisation_path", "role", "valid_from").limit(limit))
