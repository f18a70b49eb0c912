"""The door of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.meetings.queries.attendance import attendance
from services.meetings.queries.my_data import my_data
from services.meetings.queries.my_meetings import my_meetings
from services.meetings.queries.read_meeting import read_meeting
from services.meetings.queries.trail_about_me import trail_about_me
from services.meetings.queries.vote_result import vote_result
from services.meetings.queries.waiting_voters import waiting_voters
from services.meetings.settings import Settings
from services.meetings.usecases.cancel_meeting import cancel_meeting
from services.meetings.usecases.cast_vote import cast_vote
from services.meetings.usecases.check_in import check_in
from services.meetings.usecases.close_meeting import close_meeting
from services.meetings.usecases.close_vote import close_vote
from services.meetings.usecases.confirm_attendance import confirm_attendance
from services.meetings.usecases.mark_attendance import mark_attendance
from services.meetings.usecases.move_meeting import move_meeting
from services.meetings.usecases.on_member_changed import MemberEvent, on_member_changed
from services.meetings.usecases.on_organisation_moved import PlaceEvent, on_organisation_moved
from services.meetings.usecases.open_meeting import open_meeting
from services.meetings.usecases.open_vote import open_vote
from services.meetings.usecases.policy_in_use import use_policy
from services.meetings.usecases.record_hand_vote import record_hand_vote
from services.meetings.usecases.schedule_meeting import schedule_meeting
from shared.contracts.identity import MemberRegistered, MemberStatusChanged, OrganisationMerged, OrganisationMoved
from shared.inbox import react_to_all
from shared.messaging import Door, Received, answers, rpc, subscribe_batch


def prepare(settings: Settings) -> None:
    use_policy(settings.policy)


class MeetingsService:
    name = "meetings"

    door = Door()

    my_data = answers(my_data)
    trail_about_me = answers(trail_about_me)

    @rpc
    def schedule_meeting(self, **fields: Any) -> Any:
        return self.door(schedule_meeting, fields)

    @rpc
    def move_meeting(self, **fields: Any) -> Any:
        return self.door(move_meeting, fields)

    @rpc
    def cancel_meeting(self, **fields: Any) -> Any:
        return self.door(cancel_meeting, fields)

    @rpc
    def my_meetings(self, **fields: Any) -> Any:
        return self.door(my_meetings, fields)

    @rpc
    def read_meeting(self, **fields: Any) -> Any:
        return self.door(read_meeting, fields)

    @rpc
    def confirm_attendance(self, **fields: Any) -> Any:
        return self.door(confirm_attendance, fields)

    @rpc
    def check_in(self, **fields: Any) -> Any:
        return self.door(check_in, fields)

    @rpc
    def mark_attendance(self, **fields: Any) -> Any:
        return self.door(mark_attendance, fields)

    @rpc
    def open_meeting(self, **fields: Any) -> Any:
        return self.door(open_meeting, fields)

    @rpc
    def close_meeting(self, **fields: Any) -> Any:
        return self.door(close_meeting, fields)

    @rpc
    def attendance(self, **fields: Any) -> Any:
        return self.door(attendance, fields)

    @rpc
    def open_vote(self, **fields: Any) -> Any:
        return self.door(open_vote, fields)

    @rpc
    def cast_vote(self, **fields: Any) -> Any:
        return self.door(cast_vote, fields)

    @rpc
    def record_hand_vote(self, **fields: Any) -> Any:
        return self.door(record_hand_vote, fields)

    @rpc
    def waiting_voters(self, **fields: Any) -> Any:
        return self.door(waiting_voters, fields)

    @rpc
    def close_vote(self, **fields: Any) -> Any:
        return self.door(close_vote, fields)

    @rpc
    def vote_result(self, **fields: Any) -> Any:
        return self.door(vote_result, fields)

    @subscribe_batch(MemberRegistered, MemberStatusChanged)
    def on_member_changed(self, batch: list[Received[MemberEvent]]) -> None:
        react_to_all(on_member_changed, batch)

    @subscribe_batch(OrganisationMoved, OrganisationMerged)
    def on_organisation_moved(self, batch: Sequence[Received[PlaceEvent]]) -> None:
        react_to_all(on_organisation_moved, batch)
