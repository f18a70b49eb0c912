"""Meetings, one document each. Attendance and votes lie in documents of their own, so that a cell which checks in
within a minute does not queue before one document.

`votes_open` and `late_rows` are written without touching `version`: they exist so that a racing close of the meeting,
which reads and writes this document in a transaction, conflicts with what it must not miss.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import mongoengine as me
from mongoengine.queryset.visitor import Q

from services.meetings.rules.errors import MeetingAlreadyClosed, MeetingNotFound, MeetingNotOpen, TooManyVotesOpen
from shared.outbox import Aggregate

STILL_UPCOMING = timedelta(hours=24)
"""A meeting that nobody opened counts as past a day after it should have begun."""

MOST_VOTES_OPEN = 10
"""The secretary's page asks about each open vote: without an end one meeting would keep the service from the others."""


class Meeting(Aggregate):
    meta = {
        "collection": "meetings",
        "auto_create_index": False,
        "indexes": [{"fields": ["cell_path", "starts_at", "id"], "name": "meetings_of_cell"}],
    }

    cell_path = me.StringField(required=True)
    title = me.StringField(required=True)
    kind = me.StringField(required=True, choices=("regular", "thematic", "both", "extraordinary"))
    state = me.StringField(required=True, choices=("called", "open", "closed", "cancelled"), default="called")
    starts_at = me.DateTimeField(required=True)
    planned_minutes = me.IntField()
    place = me.StringField(required=True)
    agenda = me.ListField(me.StringField())
    called_by = me.StringField()
    called_at = me.DateTimeField(required=True)
    moved_at = me.DateTimeField()
    moved_from = me.DateTimeField()
    cancelled_at = me.DateTimeField()
    change_reason = me.StringField()
    opened_at = me.DateTimeField()
    closed_at = me.DateTimeField()
    present = me.IntField()
    expected = me.IntField()
    votes_open = me.IntField(default=0)
    late_rows = me.IntField(default=0)

    @property
    def cell_id(self) -> str:
        return str(self.cell_path).rstrip("/").rpartition("/")[2]


def find(meeting_id: str) -> Meeting | None:
    found: Meeting | None = Meeting.objects(pk=meeting_id).first()
    return found


def get(meeting_id: str, cell_path: str) -> Meeting:
    """Raises MeetingNotFound also for a meeting of another cell: that it exists is not theirs to know."""
    found: Meeting | None = Meeting.objects(pk=meeting_id, cell_path=cell_path).first()
    if found is None:
        raise MeetingNotFound
    return found


def note_open_vote(meeting: Meeting) -> None:
    """In a transaction. Raises MeetingNotOpen where it is not running, TooManyVotesOpen where too many are."""
    running = Meeting.objects(pk=meeting.id, state="open")
    if not running.filter(votes_open__lt=MOST_VOTES_OPEN).update_one(inc__votes_open=1):
        raise TooManyVotesOpen if running.first() else MeetingNotOpen


def note_closed_vote(meeting_id: str) -> None:
    """In a transaction."""
    Meeting.objects(pk=meeting_id).update_one(inc__votes_open=-1)


def note_late_row(meeting_id: str) -> None:
    """In a transaction. Raises MeetingAlreadyClosed where the roll is sealed."""
    if not Meeting.objects(pk=meeting_id, state__in=("called", "open")).update_one(inc__late_rows=1):
        raise MeetingAlreadyClosed


def regular_between(cell_path: str, start: datetime, end: datetime, but: str) -> int:
    """How many regular meetings the cell has called in that time and not cancelled, `but` one."""
    found = Meeting.objects(cell_path=cell_path, kind__in=("regular", "both"), starts_at__gte=start, starts_at__lt=end)
    return int(found.filter(id__ne=but, state__ne="cancelled").count())


def page(
    cell_path: str, *, upcoming: bool, now: datetime, after: tuple[datetime, str] | None, size: int
) -> Sequence[Meeting]:
    """Upcoming and running ones by time, soonest first; or past ones, latest first. A cancelled one stays where it was
    looked for until its time is over, so that nobody goes there in vain."""
    still, not_begun = now - STILL_UPCOMING, ("called", "cancelled")
    if upcoming:
        condition = Q(state="open") | Q(state__in=not_begun, starts_at__gte=still)
    else:
        condition = Q(state="closed") | Q(state__in=not_begun, starts_at__lt=still)
    found: Any = Meeting.objects(Q(cell_path=cell_path) & condition)
    if after is not None:
        found = found.filter(_beyond(*after, upcoming=upcoming))
    order = ("starts_at", "id") if upcoming else ("-starts_at", "-id")
    return list(found.order_by(*order).limit(size))


def _beyond(moment: datetime, meeting_id: str, *, upcoming: bool) -> Q:
    if upcoming:
        return Q(starts_at__gt=moment) | Q(starts_at=moment, id__gt=meeting_id)
    return Q(starts_at__lt=moment) | Q(starts_at=moment, id__lt=meeting_id)
