"""Who looked at a member's attendance or entered something for him, told to him alone and without what he chose."""

from typing import Any

import pytest

from services.meetings.queries.attendance import attendance
from services.meetings.queries.trail_about_me import trail_about_me
from services.meetings.queries.waiting_voters import waiting_voters
from services.meetings.usecases.cast_vote import cast_vote
from services.meetings.usecases.mark_attendance import mark_attendance
from services.meetings.usecases.open_vote import open_vote
from services.meetings.usecases.record_hand_vote import record_hand_vote
from shared.usecase import perform
from tests.services.meetings.helpers import as_member, as_secretary, opened

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("cell")]


def told(member: str) -> dict[tuple[str | None, str], int]:
    trail = perform(trail_about_me, {}, as_member(member))
    assert not trail["cut"]
    return {(item["reader_id"], item["action"]): item["times"] for item in trail["items"]}


def marked(meeting: dict[str, Any], member: str) -> None:
    perform(mark_attendance, {"meeting_id": meeting["id"], "member_id": member, "state": "present"}, as_secretary())


def test_each_look_at_the_roll_and_each_mark_is_told_to_those_whose_row_it_was() -> None:
    meeting = opened()
    marked(meeting, "m1")
    for _ in range(2):
        perform(attendance, {"meeting_id": meeting["id"]}, as_secretary())
    assert told("m1") == {("secretary", "meetings.attendance_read"): 2, ("secretary", "meetings.attendance_marked"): 1}
    assert told("m2") == {("secretary", "meetings.attendance_read"): 2}
    assert told("stranger") == told("secretary") == {}


def test_a_vote_by_hand_is_told_without_the_choice_and_an_own_one_is_in_no_trail() -> None:
    meeting = opened()
    for member in ("m1", "m2", "m3"):
        marked(meeting, member)
    vote = perform(open_vote, {"meeting_id": meeting["id"], "question": "Thông qua?"}, as_secretary())
    by_hand = {"vote_id": vote["vote_id"], "member_id": "m1", "choice": "disagree"}
    perform(record_hand_vote, by_hand, as_secretary())
    perform(cast_vote, {"vote_id": vote["vote_id"], "choice": "agree"}, as_member("m2"))
    perform(waiting_voters, {"vote_id": vote["vote_id"]}, as_secretary())
    marks = {("secretary", "meetings.attendance_marked"): 1}
    assert told("m1") == marks | {("secretary", "meetings.hand_vote_recorded"): 1}
    assert told("m2") == marks
    assert told("m3") == marks | {("secretary", "meetings.waiting_voters_read"): 1}
    (item, *_) = perform(trail_about_me, {}, as_member("m1"))["items"]
    assert set(item) == {"at", "on", "reader_id", "action", "times"}
