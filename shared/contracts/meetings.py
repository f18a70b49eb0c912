"""Facts that meetings tells: calls, attendance, votes. A vote's events carry totals, never who chose what."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from shared.contracts.registry import Event, event


@event("meetings.meeting_called.v1")
class MeetingCalled(Event):
    meeting_id: str
    cell_path: str
    title: str
    place: str
    starts_at: datetime


@event("meetings.meeting_moved.v1")
class MeetingMoved(Event):
    """To another time or place. With the time the answers given before are void: they were about another evening."""

    meeting_id: str
    cell_path: str
    title: str
    place: str
    starts_at: datetime
    was_at: datetime


@event("meetings.meeting_cancelled.v1")
class MeetingCancelled(Event):
    meeting_id: str
    cell_path: str
    title: str
    starts_at: datetime


@event("meetings.meeting_opened.v1")
class MeetingOpened(Event):
    meeting_id: str
    cell_path: str


@event("meetings.meeting_closed.v1")
class MeetingClosed(Event):
    meeting_id: str
    cell_path: str
    present: int
    expected: int


@event("meetings.attendance_confirmed.v1")
class AttendanceConfirmed(Event):
    meeting_id: str
    cell_path: str
    member_id: str
    coming: bool


@event("meetings.member_checked_in.v1")
class MemberCheckedIn(Event):
    """`by_hand`: the secretary entered a member who has no app. Until the close he may take such an entry back, which
    no event tells: the number that counts is meeting_closed's."""

    meeting_id: str
    cell_path: str
    member_id: str
    by_hand: bool = False


@event("meetings.vote_opened.v1")
class VoteOpened(Event):
    vote_id: str
    meeting_id: str
    cell_path: str
    question: str
    electorate: int


@event("meetings.vote_closed.v1")
class VoteClosed(Event):
    """`adopted`: more than half of *all* official members of the cell agreed (Party Charter, Article 9)."""

    vote_id: str
    meeting_id: str
    cell_path: str
    electorate: int
    agree: int
    disagree: int
    abstain: int
    outcome: Literal["adopted", "rejected"]
