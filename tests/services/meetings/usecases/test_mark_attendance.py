from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from services.meetings.queries.attendance import attendance as attendance_query
from services.meetings.queries.my_meetings import my_meetings
from services.meetings.rules.errors import (
    CheckedInThemselves,
    MeetingAlreadyClosed,
    MeetingNotFound,
    MeetingNotOpen,
    MemberNotOnTheRoll,
    MemberSuspended,
    NoCheckInHere,
    NotTheSecretary,
)
from services.meetings.rules.policy import Policy
from services.meetings.store import attendance, roster
from services.meetings.usecases.check_in import check_in
from services.meetings.usecases.close_meeting import close_meeting
from services.meetings.usecases.confirm_attendance import confirm_attendance
from services.meetings.usecases.mark_attendance import mark_attendance
from services.meetings.usecases.policy_in_use import use_policy
from shared.errors import Invalid
from shared.store import database
from shared.usecase import Context, perform
from tests.services.meetings.helpers import NOW, as_member, as_secretary, called, events, opened, standing

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("cell")]
OTHER_CELL = "ts/x01/c0102/"


def mark(
    meeting: dict[str, Any], member: str = "m1", state: str = "present", by: Context | None = None, **more: Any
) -> Any:
    request = {"meeting_id": meeting["id"], "member_id": member, "state": state, **more}
    return perform(mark_attendance, request, by or as_secretary())


def come(meeting: dict[str, Any], member: str = "m1") -> Any:
    return perform(check_in, {"meeting_id": meeting["id"]}, as_member(member))


def close(meeting: dict[str, Any]) -> Any:
    return perform(close_meeting, {"meeting_id": meeting["id"], "version": meeting["version"]}, as_secretary())


def row(meeting: dict[str, Any], member: str = "m1") -> dict[str, Any]:
    shown = perform(attendance_query, {"meeting_id": meeting["id"]}, as_secretary())
    found: dict[str, Any] = next(item for item in shown["rows"] if item["member_id"] == member)
    return found


def trail() -> list[dict[str, Any]]:
    return [entry["details"] for entry in database()["audit_entries"].find({"action": "meetings.attendance_marked"})]


def test_a_member_without_the_app_is_entered_as_present_told_and_counted() -> None:
    meeting = opened()
    assert mark(meeting)["state"] == "present"
    assert (row(meeting)["state"], row(meeting)["by_hand"]) == ("present", True)
    (sent,) = database()["attendance"].find_one({"member_id": "m1"})["outbox"]  # type: ignore[index]
    assert sent["type"] == "meetings.member_checked_in.v1"
    assert b'"by_hand":true' in bytes(sent["body"])
    assert close(meeting)["present"] == 1


def test_every_entry_leaves_a_trail_and_a_repeated_one_changes_nothing() -> None:
    meeting = opened()
    for _ in range(3):
        mark(meeting)
    assert events("attendance") == ["meetings.member_checked_in.v1"]
    assert trail() == [{"member": "m1", "state": "present"}]


def test_an_entry_is_corrected_until_the_close_and_not_after_it() -> None:
    meeting = opened()
    for state in ("present", "absent_without_reason", "absent_with_reason", "present", "absent_without_reason"):
        assert mark(meeting, state=state)["state"] == state
        assert row(meeting)["state"] == state
    assert [details["state"] for details in trail()][-2:] == ["present", "absent_without_reason"]
    assert close(meeting)["present"] == 0
    with pytest.raises(MeetingAlreadyClosed):
        mark(meeting)
    assert row(meeting)["state"] == "absent_without_reason"


def test_the_secretarys_reason_lies_encrypted_and_goes_with_the_entry() -> None:
    meeting = opened()
    mark(meeting, state="absent_with_reason", reason="Đưa con đi viện")
    assert row(meeting)["reason"] == "Đưa con đi viện"
    stored = database()["attendance"].find_one({"member_id": "m1"})
    assert stored is not None
    assert "viện".encode() not in bytes(stored["absence_reason"])
    assert "viện" not in str(trail())
    mark(meeting)
    assert row(meeting)["reason"] is None


def test_the_reason_a_member_gave_stays_when_the_secretary_gives_none() -> None:
    meeting = opened()
    perform(
        confirm_attendance, {"meeting_id": meeting["id"], "coming": False, "reason": "Công tác xa"}, as_member("m1")
    )
    mark(meeting, state="absent_with_reason")
    assert (row(meeting)["state"], row(meeting)["reason"]) == ("absent_with_reason", "Công tác xa")


def test_one_who_checks_in_after_he_was_entered_as_absent_is_present() -> None:
    meeting = opened()
    mark(meeting, state="absent_without_reason")
    come(meeting)
    assert (row(meeting)["state"], row(meeting)["by_hand"]) == ("present", False)


def test_an_own_check_in_is_not_written_over_even_when_the_secretary_was_first() -> None:
    meeting = opened()
    mark(meeting)
    come(meeting)
    assert (row(meeting)["by_hand"], row(meeting)["marks"]) == (False, [])
    with pytest.raises(CheckedInThemselves):
        mark(meeting, state="absent_without_reason")
    assert events("attendance") == ["meetings.member_checked_in.v1"]


def test_after_the_check_in_window_the_secretary_still_enters_members() -> None:
    meeting = opened()
    mark(meeting, by=as_secretary(now=NOW + timedelta(hours=5)))
    assert row(meeting)["state"] == "present"


def test_one_who_joined_the_cell_after_the_opening_is_entered() -> None:
    meeting = opened()
    roster.keep([standing("late")])
    mark(meeting, "late")
    assert row(meeting, "late")["state"] == "present"


def test_an_exempt_member_who_came_is_present_and_else_stays_exempt() -> None:
    meeting = opened()
    mark(meeting, "old")
    assert row(meeting, "old")["state"] == "present"
    mark(meeting, "old", "absent_with_reason")
    assert row(meeting, "old")["state"] == "exempt"


def test_only_this_cells_secretary_enters_members() -> None:
    meeting = opened()
    with pytest.raises(NotTheSecretary):
        mark(meeting, by=as_member("m1"))
    with pytest.raises(NotTheSecretary):
        mark(meeting, "m2", by=as_member("m1"))
    with pytest.raises(MeetingNotFound):
        mark(meeting, by=as_secretary("stranger", cell=OTHER_CELL))
    assert (row(meeting)["state"], trail()) == ("unanswered", [])


def test_those_who_are_not_of_the_cell_or_suspended_are_not_entered() -> None:
    meeting = opened()
    for member in ("stranger", "gone", "unheard-of"):
        with pytest.raises(MemberNotOnTheRoll):
            mark(meeting, member)
    with pytest.raises(MemberSuspended):
        mark(meeting, "barred")


def test_the_roll_is_called_in_an_open_meeting_with_a_known_state_where_the_app_may_be_used() -> None:
    with pytest.raises(MeetingNotOpen):
        mark(called())
    meeting = opened()
    with pytest.raises(Invalid):
        mark(meeting, state="away")
    use_policy(Policy(cells_without_check_in=frozenset({"c0101"})))
    with pytest.raises(NoCheckInHere):
        mark(meeting)
    assert row(meeting)["marks"] == []


def test_where_the_roll_is_not_called_nobody_is_told_to_have_been_away() -> None:
    use_policy(Policy(cells_without_check_in=frozenset({"c0101"})))
    meeting = opened()
    closed = close(meeting)
    assert (closed["present"], closed["expected"], closed["rate"]) == (0, 0, None)
    assert row(meeting)["state"] == "not_taken"
    (line,) = perform(my_meetings, {"upcoming": False}, as_member())["items"]
    assert line["my_attendance"] == "not_taken"


def test_an_entry_that_began_before_the_close_and_is_written_after_it_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    meeting = opened()
    look = attendance.find

    def close_after_the_look(meeting_id: str, member_id: str) -> Any:
        found = look(meeting_id, member_id)
        monkeypatch.setattr(attendance, "find", look)
        close(meeting)
        return found

    monkeypatch.setattr(attendance, "find", close_after_the_look)
    with pytest.raises(MeetingAlreadyClosed):
        mark(meeting)
    assert (row(meeting)["state"], trail()) == ("absent_without_reason", [])


@pytest.mark.parametrize("attempt", range(3))
def test_entries_check_ins_and_the_close_at_once_leave_exactly_what_was_accepted(attempt: int) -> None:
    people = [f"s{number}" for number in range(90)]
    roster.keep([standing(member) for member in people])
    meeting = opened()
    results: list[dict[str, Any]] = []

    def done(work: Any, *arguments: Any) -> bool:
        try:
            work(meeting, *arguments)
        except (MeetingAlreadyClosed, CheckedInThemselves):
            return False
        return True

    # Each member is entered as absent, entered as present, and a third of them check in, all at once.
    work: list[Any] = []
    for number, member in enumerate(people):
        work.append((member, "absent", mark, member, "absent_without_reason"))
        work.append((member, "own", come, member) if number % 3 == 0 else (member, "by_hand", mark, member))
    work.insert(80 + 30 * attempt, ("", "close", lambda meeting: results.append(close(meeting))))
    with ThreadPoolExecutor(16) as pool:
        taken = list(pool.map(lambda item: (item[0], item[1], done(*item[2:])), work))
    rows = {stored["member_id"]: stored for stored in database()["attendance"].find({})}
    accepted = {(member, kind) for member, kind, ok in taken if ok}
    present = {member for member, stored in rows.items() if stored.get("checked_in_at")}
    assert results[0]["present"] == len(present)
    assert {member for member, kind in accepted if kind == "own"} <= present
    assert present <= {member for member, kind in accepted if kind in ("own", "by_hand")}
    for member, kind in accepted:
        if kind == "absent" and member not in present:
            assert rows[member]["absence"] == "absent_without_reason"
    assert all(stored["sealed"] for stored in rows.values())
    # A line of the trail for each entry that was written, none for one that was refused.
    entered = [entry["member"] for entry in trail()]
    assert set(entered) <= {member for member, kind in accepted if kind in ("absent", "by_hand")}
    assert len(entered) == len({(entry["member"], entry["state"]) for entry in trail()})
