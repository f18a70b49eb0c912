"""Everything meetings keeps about me: my rows on the rolls and my open votes (law L4). The caller's own only."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.meetings.store import attendance, votes
from shared.usecase import Context, Request


class MyData(Request):
    pass


class KeptAttendance(msgspec.Struct, frozen=True):
    meeting_id: str
    answer: str | None
    reason: str | None
    checked_in_at: datetime | None
    absence: str | None
    absence_reason: str | None


class KeptBallot(msgspec.Struct, frozen=True):
    vote_id: str
    choice: str | None
    cast_at: datetime | None


class MyDataView(msgspec.Struct, frozen=True):
    attendance: list[KeptAttendance]
    votes: list[KeptBallot]


def my_data(_: MyData, ctx: Context) -> MyDataView:
    me = ctx.actor.member_id
    return MyDataView(
        attendance=[
            KeptAttendance(row.meeting_id, row.answer, row.reason, row.checked_in_at, row.absence, row.absence_reason)
            for row in attendance.all_of(me)
        ],
        votes=[KeptBallot(ballot.vote_id, ballot.choice, ballot.cast_at) for ballot in votes.all_of(me)],
    )
