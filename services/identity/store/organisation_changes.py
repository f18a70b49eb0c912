"""Decisions that change the tree: planned, under way, done. The history of every organisation; nothing is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import mongoengine as me

from services.identity.rules.organisation_changes import Done
from services.identity.rules.organisation_errors import ChangeNotFound
from shared.outbox import Aggregate


class State(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class OrganisationChange(Aggregate):
    """`place`: path of what decided, above the subject. `old_path`, `new_path`: what is rewritten while it runs."""

    meta = {
        "collection": "organisation_changes",
        "auto_create_index": False,
        "indexes": [("state", "effective_on"), "organisation_id", {"fields": ["other_id"], "sparse": True}],
    }

    change = me.StringField(required=True)
    organisation_id = me.StringField(required=True)
    other_id = me.StringField()
    name = me.StringField()
    kind = me.StringField()
    member_ids = me.ListField(me.StringField())
    number = me.StringField(required=True)
    signed_on = me.DateField(required=True)
    issued_by = me.StringField(required=True)
    reason = me.StringField()
    effective_on = me.DateField(required=True)
    place = me.StringField(required=True)
    state = me.StringField(required=True)
    made_by = me.StringField(required=True)
    made_at = me.DateTimeField(required=True)
    begun_at = me.DateTimeField()
    done_at = me.DateTimeField()
    name_before = me.StringField()
    parent_before = me.StringField()
    parents_before = me.MapField(me.StringField())
    old_path = me.StringField()
    new_path = me.StringField()
    failed = me.StringField()
    """Why a planned one could not be carried out on its day."""


def get(change_id: str) -> OrganisationChange:
    found: OrganisationChange | None = OrganisationChange.objects(pk=change_id).first()
    if found is None:
        raise ChangeNotFound
    return found


def of_organisation(organisation_id: str) -> Sequence[OrganisationChange]:
    """Also where it took somebody in; the newest first."""
    found: Any = OrganisationChange.objects(me.Q(organisation_id=organisation_id) | me.Q(other_id=organisation_id))
    return list(found.order_by("-effective_on", "-made_at"))


def running_of(organisation_ids: Sequence[str]) -> bool:
    either = me.Q(organisation_id__in=organisation_ids) | me.Q(other_id__in=organisation_ids)
    return OrganisationChange.objects(either, state=State.RUNNING).first() is not None


def due(today: date) -> Sequence[OrganisationChange]:
    """What was begun first, then what is planned, in the order of its days."""
    running = list(OrganisationChange.objects(state=State.RUNNING).order_by("begun_at"))
    planned = OrganisationChange.objects(state=State.PLANNED, effective_on__lte=today, failed=None)
    return [*running, *planned.order_by("effective_on", "made_at")]


def renamed() -> set[str]:
    """Ids of organisations whose name is that of a decision."""
    done = OrganisationChange.objects(change="rename", state=State.DONE)
    return {str(organisation_id) for organisation_id in done.scalar("organisation_id")}


def carried_out() -> Sequence[Done]:
    """In the order in which they took place."""
    found: Any = OrganisationChange.objects(state__in=[State.RUNNING, State.DONE]).order_by("effective_on", "begun_at")
    return [
        Done(item.organisation_id, item.effective_on, item.name_before, item.parent_before, dict(item.parents_before))
        for item in found
    ]
