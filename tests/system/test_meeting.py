"""A cell meets: called, confirmed, opened, checked in, a question put to the vote and decided by the rule."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from deploy.demo.story.actions import call_meeting, check_in_and_vote, close_vote, open_meeting
from deploy.demo.story.door import SESSION_COOKIE, Refused, Visitor
from deploy.demo.story.patience import eventually
from deploy.demo.story.people import official_members, voters
from deploy.demo.story.witness import Witness
from shared import clock
from tests.stack import Province

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def present(stack: Province) -> list[Visitor]:
    """More than half of all official members of the cell, the secretary among them."""
    secretary = stack.visitor("bithuban")
    half = len(list(official_members(secretary))) // 2
    return [secretary, *itertools.islice(voters(secretary, stack.address, telephones_from=300), half)]


def _put_to_the_vote(secretary: Visitor) -> tuple[str, str, int]:
    meeting_id = call_meeting(secretary)["id"]
    open_meeting(secretary, meeting_id)
    opened = secretary.post(f"/meetings/{meeting_id}/votes", question="Đồng chí có tán thành kế hoạch tháng tới không?")
    return meeting_id, opened["vote_id"], opened["electorate"]


def test_the_members_of_the_cell_are_told_of_the_meeting_and_confirm(
    secretary: Visitor, present: list[Visitor], member: Visitor, witness: Witness
) -> None:
    called = call_meeting(secretary, "Sinh hoạt chuyên đề")
    event = witness.wait_for("meetings.meeting_called.v1", meeting_id=called["id"])
    assert event.correlation_id == called.correlation_id

    guest = present[1]
    _wait_for_notice(guest, called["id"])
    confirmed = guest.post(f"/meetings/{called['id']}/confirmation", coming=True)
    heard = witness.wait_for("meetings.attendance_confirmed.v1", meeting_id=called["id"])
    assert heard.correlation_id == confirmed.correlation_id
    assert guest.get(f"/meetings/{called['id']}")["my_attendance"] == "coming"
    assert secretary.get(f"/meetings/{called['id']}/attendance")["counts"]["coming"] == 1

    with pytest.raises(Refused) as refused:
        member.get(f"/meetings/{called['id']}")
    assert refused.value.status == 404


def test_more_than_half_of_all_official_members_adopts(
    secretary: Visitor, present: list[Visitor], witness: Witness
) -> None:
    meeting_id, vote_id, electorate = _put_to_the_vote(secretary)
    assert electorate == len(list(official_members(secretary)))
    enough = electorate // 2 + 1
    check_in_and_vote(present[:enough], meeting_id, vote_id, ["agree"] * enough)

    result = close_vote(secretary, vote_id)
    assert (result["outcome"], result["agree"], result["electorate"]) == ("adopted", enough, electorate)
    told = witness.wait_for("meetings.vote_closed.v1", vote_id=vote_id)
    assert (told.data["outcome"], told.correlation_id) == ("adopted", result.correlation_id)
    assert present[1].get(f"/votes/{vote_id}")["result"]["outcome"] == "adopted"


def test_every_one_of_those_present_is_not_enough_when_half_of_the_cell_is_away(
    secretary: Visitor, present: list[Visitor]
) -> None:
    meeting_id, vote_id, electorate = _put_to_the_vote(secretary)
    half = electorate // 2
    check_in_and_vote(present[:half], meeting_id, vote_id, ["agree"] * half)
    result = close_vote(secretary, vote_id)
    assert (result["outcome"], result["agree"], result["disagree"]) == ("rejected", half, 0)


def test_a_second_vote_of_a_member_and_a_vote_after_the_end_change_nothing(
    secretary: Visitor, present: list[Visitor]
) -> None:
    meeting_id, vote_id, _ = _put_to_the_vote(secretary)
    first, late = present[1], present[2]
    check_in_and_vote([first], meeting_id, vote_id, ["agree"])
    again = first.http.post(f"/api/v1/votes/{vote_id}/ballots", json={"choice": "disagree"})
    assert (again.status_code, again.json()["code"]) == (409, "meetings.already_voted")

    result = close_vote(secretary, vote_id)
    after = late.http.post(f"/api/v1/votes/{vote_id}/ballots", json={"choice": "agree"})
    assert (after.status_code, after.json()["code"]) == (409, "meetings.vote_closed")
    assert (result["agree"], result["disagree"]) == (1, 0)
    assert secretary.get(f"/votes/{vote_id}")["result"]["agree"] == 1


def _wait_for_notice(guest: Visitor, meeting_id: str) -> None:
    """On the page of notices, which is where a member finds what he missed."""
    cookie = {"Cookie": f"{SESSION_COOKIE}={guest.token}"}
    eventually("a notice", lambda: meeting_id in guest.http.get("/notices", headers=cookie).text)


def test_members_are_told_that_a_call_was_moved_and_then_cancelled(
    secretary: Visitor, present: list[Visitor], witness: Witness
) -> None:
    called = call_meeting(secretary, "Sinh hoạt sẽ dời")
    guest = present[1]
    guest.post(f"/meetings/{called['id']}/confirmation", coming=True)
    new_time = (clock.now() + timedelta(days=9)).isoformat()
    version = secretary.get(f"/meetings/{called['id']}")["version"]
    moved = secretary.post(
        f"/meetings/{called['id']}/move", version=version, starts_at=new_time, place="Trường tiểu học", reason="Mưa lũ"
    )
    witness.wait_for("meetings.meeting_moved.v1", meeting_id=called["id"])
    assert guest.get(f"/meetings/{called['id']}")["my_attendance"] == "unanswered"
    secretary.post(f"/meetings/{called['id']}/cancel", version=moved["version"], reason="Chuyển sang kỳ sau")
    witness.wait_for("meetings.meeting_cancelled.v1", meeting_id=called["id"])
    eventually(
        "both are announced",
        lambda: (
            {"meeting_moved", "meeting_cancelled"}
            <= {
                item["kind"] for item in guest.get("/notices")["items"] if item["ids"].get("meeting_id") == called["id"]
            }
        ),
    )
    with pytest.raises(Refused) as refused:
        guest.post(f"/meetings/{called['id']}/confirmation", coming=True)
    assert (refused.value.status, "meetings.meeting_cancelled" in str(refused.value)) == (409, True)
