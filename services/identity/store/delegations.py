"""Helpers of members: who, for whom, which deeds, from when until when. Never deleted: it is history.

A helper whom nobody knows by what was typed is kept as nobody (`helper_id` none): whoever asks cannot tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import mongoengine as me

from services.identity.rules.delegation_errors import DelegationNotFound
from services.identity.rules.delegations import Deed, State, Terms
from shared.outbox import Aggregate


class Delegation(Aggregate):
    """`given_by`: the member, or the cell's secretary with the member present."""

    meta = {
        "collection": "delegations",
        "auto_create_index": False,
        "indexes": [("member_id", "state"), ("helper_id", "state")],
    }

    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    helper_id = me.StringField()
    deeds = me.ListField(me.StringField(), required=True)
    valid_from = me.DateField(required=True)
    valid_until = me.DateField(required=True)
    state = me.StringField(required=True)
    given_by = me.StringField(required=True)
    made_at = me.DateTimeField(required=True)
    ended_at = me.DateTimeField()
    ended_by = me.StringField()

    def terms(self) -> Terms:
        return Terms(frozenset(Deed(deed) for deed in self.deeds), self.valid_from, self.valid_until)


def get(delegation_id: str) -> Delegation:
    found: Delegation | None = Delegation.objects(pk=delegation_id).first()
    if found is None:
        raise DelegationNotFound
    return found


def find(delegation_id: str) -> Delegation | None:
    found: Delegation | None = Delegation.objects(pk=delegation_id).first()
    return found


def end_all(member_id: str, now: datetime) -> None:
    """Of one whose account is closed, as the helped and as the helper; told by the closing itself."""
    theirs = Delegation.objects(me.Q(member_id=member_id) | me.Q(helper_id=member_id), state__ne=str(State.ENDED))
    theirs.update(inc__version=1, set__state=str(State.ENDED), set__ended_at=now, set__ended_by=member_id)


def of_member(member_id: str, today: date) -> Sequence[Delegation]:
    """Those that are not over."""
    return _going_on(today, member_id=member_id)


def of_helper(helper_id: str, today: date) -> Sequence[Delegation]:
    return _going_on(today, helper_id=helper_id)


def _going_on(today: date, **whose: str) -> Sequence[Delegation]:
    found = Delegation.objects(state__ne=str(State.ENDED), valid_until__gte=today, **whose)
    return list(found.order_by("made_at"))
