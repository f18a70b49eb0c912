"""The roll of a meeting: one document per member, which carries its own events.

Opening lays a row for everybody of the cell; closing seals them all. A check-in is one write to the member's own row,
filtered on its version; sealing raises the version, so a check-in either is counted or is refused.
The reason of an absence is personal (health, family) and lies encrypted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import mongoengine as me

from services.meetings.rules.attendance import Entry
from services.meetings.store.meetings import Meeting, note_late_row
from services.meetings.store.roster import RosterMember
from shared.outbox import Aggregate, create, create_many
from shared.store import EncryptedText, in_transaction


class Attendance(Aggregate):
    meta = {
        "collection": "attendance",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["meeting_id", "member_id"], "name": "attendance_of_meeting"},
            {"fields": ["member_id"], "name": "attendance_of_member"},
        ],
    }

    meeting_id = me.StringField(required=True)
    member_id = me.StringField(required=True)
    standing = me.StringField(required=True)
    answer = me.StringField(choices=("coming", "not_coming"))
    reason = EncryptedText()
    answered_at = me.DateTimeField()
    checked_in_at = me.DateTimeField()
    by_hand = me.BooleanField(default=False)
    absence = me.StringField(choices=("absent_with_reason", "absent_without_reason"))
    absence_reason = EncryptedText()
    voted_by_hand = me.BooleanField(default=False)
    sealed = me.BooleanField(default=False)

    @property
    def entry(self) -> Entry:
        return Entry(
            self.member_id,
            self.standing,
            self.answer,
            present=self.checked_in_at is not None,
            absence=self.absence,
            by_hand=self.by_hand,
            voted_by_hand=self.voted_by_hand,
        )


def row_id(meeting_id: str, member_id: str) -> str:
    return f"{meeting_id}:{member_id}"


def find(meeting_id: str, member_id: str) -> Attendance | None:
    found: Attendance | None = Attendance.objects(pk=row_id(meeting_id, member_id)).first()
    return found


def of_member(member_id: str, meeting_ids: Iterable[str]) -> dict[str, Attendance]:
    """{meeting: the member's row}"""
    wanted = [row_id(meeting_id, member_id) for meeting_id in meeting_ids]
    return {row.meeting_id: row for row in Attendance.objects(pk__in=wanted)}


def all_of(member_id: str) -> list[Attendance]:
    """Of every meeting, for the member's own copy."""
    return list(Attendance.objects(member_id=member_id).order_by("meeting_id"))


def of_meeting(meeting_id: str) -> list[Attendance]:
    """All rows by member. A cell has tens of members, at most some hundreds."""
    return list(Attendance.objects(meeting_id=meeting_id).order_by("member_id"))


def lay_rows(meeting: Meeting, roll: Sequence[RosterMember]) -> None:
    """A row for each of the roll, and today's standing in those that an early answer had laid. Safe to repeat."""
    create_many((_blank(meeting.id, member), ()) for member in roll)
    for standing in {member.status for member in roll}:
        ids = [row_id(meeting.id, member.id) for member in roll if member.status == standing]
        Attendance.objects(pk__in=ids, standing__ne=standing).update(set__standing=standing)


def add_row(meeting: Meeting, member: RosterMember) -> Attendance:
    """The row of one who answers before the meeting is opened, or joined the cell after it was."""

    def work() -> Attendance:
        found = find(meeting.id, member.id)
        if found is not None:
            return found
        note_late_row(meeting.id)
        return create(_blank(meeting.id, member))

    return in_transaction(work)


def note_hand_vote(meeting_id: str, member_id: str) -> bool:
    """In a transaction. False where the member is not entered as present. Raises the version, so that whoever is about
    to enter him as absent looks again."""
    present = Attendance.objects(pk=row_id(meeting_id, member_id), checked_in_at__ne=None)
    return bool(present.update_one(set__voted_by_hand=True, inc__version=1))


def forget_answers(meeting_id: str) -> None:
    """In the transaction that moves the meeting to another time."""
    answered = Attendance.objects(meeting_id=meeting_id, answer__ne=None)
    answered.update(unset__answer=True, unset__reason=True, unset__answered_at=True, inc__version=1)


def seal(meeting_id: str) -> None:
    """In the transaction that closes or cancels the meeting."""
    Attendance.objects(meeting_id=meeting_id).update(set__sealed=True, inc__version=1)


def _blank(meeting_id: str, member: RosterMember) -> Attendance:
    return Attendance(
        id=row_id(meeting_id, member.id), meeting_id=meeting_id, member_id=member.id, standing=member.status
    )
