from datetime import timedelta
from typing import Any

import pytest

from services.meetings.queries import attendance as attendance_query
from services.meetings.queries import my_meetings as my_meetings_query
from services.meetings.queries.attendance import attendance
from services.meetings.queries.my_meetings import my_meetings
from services.meetings.queries.read_meeting import read_meeting
from services.meetings.queries.vote_result import vote_result
from services.meetings.rules.errors import CursorUnreadable, MeetingNotFound, NotTheSecretary, VoteNotFound
from services.meetings.usecases.cast_vote import cast_vote
from services.meetings.usecases.check_in import check_in
from services.meetings.usecases.close_meeting import close_meeting
from services.meetings.usecases.close_vote import close_vote
from services.meetings.usecases.confirm_attendance import confirm_attendance
from services.meetings.usecases.open_meeting import open_meeting
from services.meetings.usecases.open_vote import open_vote
from shared.store import database
from shared.usecase import perform
from tests.services.meetings.helpers import NOW, as_member, as_secretary, called, opened

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("cell")]


def listed(upcoming: bool = True, **options: Any) -> list[str]:
    page = perform(my_meetings, {"upcoming": upcoming}, as_member(**options))
    return [item["id"] for item in page["items"]]


def close(meeting: dict[str, Any]) -> None:
    perform(close_meeting, {"meeting_id": meeting["id"], "version": meeting["version"]}, as_secretary())


def test_meetings_ahead_come_soonest_first_and_those_over_latest_first() -> None:
    later = called(starts_at="2027-01-03T19:30:00+07:00")
    sooner = called(starts_at="2026-12-03T19:30:00+07:00")
    over = [opened(starts_at=f"2026-11-2{day}T19:30:00+07:00") for day in (2, 3)]
    for meeting in over:
        close(meeting)
    assert listed() == [sooner["id"], later["id"]]
    assert listed(upcoming=False) == [over[1]["id"], over[0]["id"]]


def test_a_running_meeting_stays_with_those_ahead_and_a_forgotten_one_goes_to_the_past() -> None:
    running, forgotten = opened(), called()
    after = NOW + timedelta(days=40)
    assert listed(now=after) == [running["id"]]
    assert listed(upcoming=False, now=after) == [forgotten["id"]]


def test_members_of_another_cell_see_none_of_it() -> None:
    meeting = called()
    assert listed(cell="ts/x01/c0102/") == []
    with pytest.raises(MeetingNotFound):
        perform(read_meeting, {"meeting_id": meeting["id"]}, as_member(cell="ts/x01/c0102/"))


@pytest.mark.parametrize("upcoming", [True, False])
def test_pages_follow_each_other_without_gap_or_repetition(monkeypatch: pytest.MonkeyPatch, upcoming: bool) -> None:
    monkeypatch.setattr(my_meetings_query, "PAGE", 2)
    made = [called(starts_at=f"2026-12-0{day}T19:30:00+07:00")["id"] for day in (3, 3, 3, 4, 5)]
    now = NOW if upcoming else NOW + timedelta(days=60)
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        page = perform(my_meetings, {"upcoming": upcoming, "cursor": cursor}, as_member(now=now))
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert cursor is None
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("cursor", ["x", "99999999999999999999_x", "-_", "_"])
def test_a_cursor_of_somebodys_making_is_refused(cursor: str) -> None:
    with pytest.raises(CursorUnreadable):
        perform(my_meetings, {"cursor": cursor}, as_member())


def test_a_member_reads_the_meeting_with_his_own_attendance_only() -> None:
    meeting = called()
    for member, reason in (("m1", "Đi công tác"), ("m2", "Con ốm")):
        request = {"meeting_id": meeting["id"], "coming": False, "reason": reason}
        perform(confirm_attendance, request, as_member(member))
    shown = perform(read_meeting, {"meeting_id": meeting["id"]}, as_member("m1"))
    assert (shown["my_attendance"], shown["my_reason"], shown["i_lead"]) == ("not_coming", "Đi công tác", False)
    assert "Con ốm" not in str(shown)
    assert shown["agenda"] == ["Điểm danh", "Thảo luận"]
    assert perform(read_meeting, {"meeting_id": meeting["id"]}, as_member("m3"))["my_attendance"] == "unanswered"


def test_the_secretary_alone_is_reminded_on_the_page_of_the_meeting_until_it_is_opened() -> None:
    meeting = called(starts_at="2026-12-05T19:30:00+07:00", planned_minutes=60)
    request = {"meeting_id": meeting["id"]}
    shown = perform(read_meeting, request, as_secretary())
    assert [warning["code"] for warning in shown["warnings"]] == ["not_on_the_regular_day", "too_short"]
    assert shown["warnings"] == meeting["warnings"]
    assert perform(read_meeting, request, as_member())["warnings"] == []
    perform(open_meeting, request | {"version": 1}, as_secretary())
    assert perform(read_meeting, request, as_secretary())["warnings"] == []


def test_the_secretary_sees_the_whole_roll_before_the_opening() -> None:
    meeting = called()
    perform(confirm_attendance, {"meeting_id": meeting["id"], "coming": True}, as_member("m1"))
    reason = {"meeting_id": meeting["id"], "coming": False, "reason": "Đi công tác"}
    perform(confirm_attendance, reason, as_member("m2"))
    shown = perform(attendance, {"meeting_id": meeting["id"]}, as_secretary())
    assert shown["counts"] == {"coming": 1, "not_coming": 1, "unanswered": 4, "exempt": 1, "suspended": 1}
    expected = {"member_id": "m2", "state": "not_coming", "reason": "Đi công tác", "by_hand": False, "marks": []}
    assert expected in shown["rows"]
    assert len(shown["rows"]) == 8


def test_the_roll_of_a_closed_meeting_tells_present_from_absent() -> None:
    meeting = opened()
    for member in ("m1", "m2", "old"):
        perform(check_in, {"meeting_id": meeting["id"]}, as_member(member))
    close(meeting)
    shown = perform(attendance, {"meeting_id": meeting["id"]}, as_secretary())
    assert (shown["present"], shown["expected"], shown["rate"]) == (3, 6, 33.3)
    assert shown["counts"] == {"present": 3, "absent_without_reason": 4, "suspended": 1}


def test_reading_the_roll_is_the_secretarys_and_leaves_a_trail() -> None:
    meeting = called()
    with pytest.raises(NotTheSecretary):
        perform(attendance, {"meeting_id": meeting["id"]}, as_member())
    perform(attendance, {"meeting_id": meeting["id"]}, as_secretary())
    entry = database()["audit_entries"].find_one({"action": "meetings.attendance_read"})
    assert entry is not None
    assert (entry["actor"], entry["subject"], entry["details"]["rows"]) == ("secretary", meeting["id"], 8)


def test_a_long_roll_comes_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attendance_query, "PAGE", 3)
    meeting, cursor, seen = called(), None, []
    for _ in range(3):
        shown = perform(attendance, {"meeting_id": meeting["id"], "cursor": cursor}, as_secretary())
        seen += [row["member_id"] for row in shown["rows"]]
        cursor = shown["next_cursor"]
    assert cursor is None
    assert seen == ["barred", "m1", "m2", "m3", "m4", "old", "secretary", "young"]


def test_a_vote_shows_its_counts_only_when_it_is_closed() -> None:
    meeting = called()
    perform(open_meeting, {"meeting_id": meeting["id"], "version": 1}, as_secretary())
    request = {"meeting_id": meeting["id"], "question": "Thông qua?"}
    vote = perform(open_vote, request, as_secretary())
    perform(cast_vote, {"vote_id": vote["vote_id"], "choice": "agree"}, as_member("m1"))
    running = perform(vote_result, {"vote_id": vote["vote_id"]}, as_member("m1"))
    assert (running["state"], running["result"], running["my_choice"]) == ("open", None, "agree")
    perform(close_vote, {"vote_id": vote["vote_id"], "version": vote["version"]}, as_secretary())
    (shown,) = perform(read_meeting, {"meeting_id": meeting["id"]}, as_member("young"))["votes"]
    assert shown["result"] == {
        "electorate": 5, "agree": 1, "disagree": 0, "abstain": 0, "by_hand": 0, "outcome": "rejected"
    }  # fmt: skip
    assert (shown["may_vote"], shown["voted"], shown["my_choice"]) == (False, False, None)
    with pytest.raises(VoteNotFound):
        perform(vote_result, {"vote_id": vote["vote_id"]}, as_member(cell="ts/x01/c0102/"))
