"""What was called is moved or cancelled, and nobody is left with what was true before."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from services.meetings.queries.my_meetings import my_meetings
from services.meetings.queries.read_meeting import read_meeting
from services.meetings.rules.errors import (
    MeetingAlreadyClosed,
    MeetingAlreadyOpen,
    MeetingCancelled,
    MeetingNotFound,
    NothingMoved,
    NotTheSecretary,
    ReasonMissing,
    StartsInThePast,
)
from services.meetings.usecases.cancel_meeting import cancel_meeting
from services.meetings.usecases.check_in import check_in
from services.meetings.usecases.close_meeting import close_meeting
from services.meetings.usecases.confirm_attendance import confirm_attendance
from services.meetings.usecases.move_meeting import move_meeting
from services.meetings.usecases.open_meeting import open_meeting
from shared.errors import Conflict, Invalid
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import perform
from tests.services.meetings.helpers import CALL, NOW, as_member, as_secretary, called, events, opened

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("cell")]
NEW_TIME = "2026-12-04T19:30:00+07:00"


def move(meeting: dict[str, Any], **changes: Any) -> dict[str, Any]:
    request = {"starts_at": NEW_TIME, "place": CALL["place"], "reason": "Bão số 9", **_version(meeting), **changes}
    answer: dict[str, Any] = perform(move_meeting, request, as_secretary())
    return answer


def cancel(meeting: dict[str, Any], reason: str = "Gộp với kỳ sau") -> dict[str, Any]:
    answer: dict[str, Any] = perform(cancel_meeting, {**_version(meeting), "reason": reason}, as_secretary())
    return answer


def _version(meeting: dict[str, Any]) -> dict[str, Any]:
    return {"meeting_id": meeting["id"], "version": meeting["version"]}


def confirm(meeting: dict[str, Any], member: str = "m1", **answer: Any) -> None:
    perform(confirm_attendance, {"meeting_id": meeting["id"], "coming": True, **answer}, as_member(member))


def seen(meeting: dict[str, Any], member: str = "m1") -> dict[str, Any]:
    view: dict[str, Any] = perform(read_meeting, {"meeting_id": meeting["id"]}, as_member(member))
    return view


def test_a_moved_meeting_tells_the_cell_when_where_and_why() -> None:
    moved = move(called(), place="Trường tiểu học")
    view = seen(moved)
    assert (view["starts_at"], view["place"]) == ("2026-12-04T12:30:00Z", "Trường tiểu học")
    assert (view["moved_from"], view["change_reason"]) == ("2026-12-03T12:30:00Z", "Bão số 9")
    assert events("meetings") == ["meetings.meeting_called.v1", "meetings.meeting_moved.v1"]
    assert [reminder["code"] for reminder in moved["warnings"]] == ["not_on_the_regular_day"]


def test_members_are_asked_anew_where_the_time_is_another_one() -> None:
    meeting = called()
    confirm(meeting, "m1")
    confirm(meeting, "m2", coming=False, reason="Đi viện")
    moved = move(meeting)
    assert [seen(moved, member)["my_attendance"] for member in ("m1", "m2")] == ["unanswered", "unanswered"]
    assert seen(moved, "m2")["my_reason"] is None
    confirm(moved, "m2")
    assert seen(moved, "m2")["my_attendance"] == "coming"


def test_answers_stand_where_only_the_place_is_another_one() -> None:
    meeting = called()
    confirm(meeting)
    moved = move(meeting, starts_at=CALL["starts_at"], place="Trường tiểu học")
    view = seen(moved)
    assert (view["my_attendance"], view["moved_from"]) == ("coming", None)


def test_a_call_moved_on_the_eve_reminds_of_the_short_notice() -> None:
    moved = move(called(), starts_at=(NOW + timedelta(hours=5)).isoformat())
    assert "short_notice" in [reminder["code"] for reminder in moved["warnings"]]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"starts_at": CALL["starts_at"]}, NothingMoved),
        ({"starts_at": "2026-11-20T19:30:00+07:00"}, StartsInThePast),
        ({"reason": ""}, Invalid),
        ({"reason": "Tài liệu TUYỆT MẬT"}, SecretMark),
        ({"place": "x" * 201}, Invalid),
        ({"version": 7}, Conflict),
    ],
)
def test_a_move_that_is_refused_changes_nothing(changes: dict[str, Any], error: type[Exception]) -> None:
    meeting = called()
    confirm(meeting)
    with pytest.raises(error):
        move(meeting, **changes)
    assert seen(meeting)["my_attendance"] == "coming"
    assert events("meetings") == ["meetings.meeting_called.v1"]


def test_a_cancelled_meeting_stays_to_be_seen_and_nothing_more_is_done_with_it() -> None:
    meeting = called()
    cancelled = cancel(meeting)
    view = seen(cancelled)
    assert (view["state"], view["change_reason"]) == ("cancelled", "Gộp với kỳ sau")
    assert events("meetings") == ["meetings.meeting_called.v1", "meetings.meeting_cancelled.v1"]
    (line,) = perform(my_meetings, {"upcoming": True}, as_member())["items"]
    assert line["state"] == "cancelled"
    for refused in (confirm, move, cancel):
        with pytest.raises(MeetingCancelled):
            refused(cancelled)
    for usecase in (open_meeting, close_meeting):
        with pytest.raises(MeetingCancelled):
            perform(usecase, _version(cancelled), as_secretary())
    with pytest.raises(MeetingCancelled):
        perform(check_in, {"meeting_id": meeting["id"]}, as_member())


def test_a_cancelled_regular_meeting_is_not_counted_against_the_next() -> None:
    cancel(called())
    assert called()["warnings"] == []


def test_what_runs_or_is_over_is_neither_moved_nor_cancelled() -> None:
    running = opened()
    for refused in (move, cancel):
        with pytest.raises(MeetingAlreadyOpen):
            refused(running)
    perform(close_meeting, _version(running), as_secretary())
    for refused in (move, cancel):
        with pytest.raises(MeetingAlreadyClosed):
            refused(running)


def test_only_the_secretary_of_the_cell_moves_and_cancels() -> None:
    meeting = called()
    request = {**_version(meeting), "reason": "Bận"}
    with pytest.raises(NotTheSecretary):
        perform(cancel_meeting, request, as_member())
    with pytest.raises(MeetingNotFound):
        perform(cancel_meeting, request, as_secretary(cell="ts/x01/c0102/"))
    with pytest.raises(NotTheSecretary):
        perform(move_meeting, {**request, "starts_at": NEW_TIME, "place": "A"}, as_member())


def test_opening_and_cancelling_at_the_same_time_end_in_one_of_the_two() -> None:
    for _ in range(5):
        meeting = called()

        def attempt(usecase: Any, meeting: dict[str, Any] = meeting, **more: str) -> bool:
            try:
                perform(usecase, {**_version(meeting), **more}, as_secretary())
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            done = [pool.submit(attempt, open_meeting), pool.submit(attempt, cancel_meeting, reason="Bận")]
            assert sum(one.result() for one in done) == 1
        stored: Any = database()["meetings"].find_one({"_id": meeting["id"]})
        sealed = database()["attendance"].count_documents({"meeting_id": meeting["id"], "sealed": True})
        assert stored["state"] in {"open", "cancelled"}
        assert not (stored["state"] == "open" and sealed), "an open meeting whose roll is sealed takes nobody in"


def test_an_answer_without_its_reason_is_still_asked_for_it_after_a_move() -> None:
    with pytest.raises(ReasonMissing):
        confirm(move(called()), coming=False)
