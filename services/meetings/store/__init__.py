"""Meetings' own database."""

from services.meetings.store.attendance import Attendance
from services.meetings.store.meetings import Meeting
from services.meetings.store.roster import RosterMember
from services.meetings.store.votes import Ballot, Vote

DOCUMENTS = (Meeting, Attendance, Vote, Ballot, RosterMember)
