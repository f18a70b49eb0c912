"""In the room: the secretary enters members who have no app, and records the cards they raise."""

from __future__ import annotations

import pytest

from deploy.demo.story.actions import call_meeting, close_vote, open_meeting
from deploy.demo.story.door import Visitor
from deploy.demo.story.people import official_members
from deploy.demo.story.witness import Witness

pytestmark = pytest.mark.slow


def test_a_member_without_the_app_is_entered_votes_and_is_counted(
    secretary: Visitor, member: Visitor, witness: Witness
) -> None:
    meeting_id = call_meeting(secretary)["id"]
    open_meeting(secretary, meeting_id)
    vote_id = secretary.post(f"/meetings/{meeting_id}/votes", question="Đồng chí có tán thành không?")["vote_id"]
    voters = [row["member_id"] for row in secretary.get(f"/votes/{vote_id}/waiting-voters")["rows"]]
    assert len(voters) == len(list(official_members(secretary)))
    voter = next(one for one in voters if one != secretary.member_id)
    hand_vote = {"member_id": voter, "choice": "agree"}

    early = secretary.http.post(f"/api/v1/votes/{vote_id}/hand-votes", json=hand_vote)
    assert (early.status_code, early.json()["code"]) == (409, "meetings.voter_not_present")
    entered = secretary.post(f"/meetings/{meeting_id}/attendance/{voter}", state="present")
    told = witness.wait_for("meetings.member_checked_in.v1", meeting_id=meeting_id)
    assert (told.data["member_id"], told.data["by_hand"]) == (voter, True)
    assert told.correlation_id == entered.correlation_id

    secretary.post(f"/votes/{vote_id}/hand-votes", **hand_vote)
    again = secretary.http.post(f"/api/v1/votes/{vote_id}/hand-votes", json=hand_vote)
    assert (again.status_code, again.json()["code"]) == (409, "meetings.already_voted")
    waiting = secretary.get(f"/votes/{vote_id}/waiting-voters")
    assert (waiting["voted"], waiting["by_hand"]) == (1, 1)
    result = close_vote(secretary, vote_id)
    assert (result["agree"], result["by_hand"]) == (1, 1)

    for path, body in (
        (f"/meetings/{meeting_id}/attendance/{voter}", {"state": "present"}),
        (f"/votes/{vote_id}/hand-votes", hand_vote),
    ):
        assert member.http.post(f"/api/v1{path}", json=body).status_code == 404
