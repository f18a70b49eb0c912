from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from services.meetings.rules.errors import (
    CheckInOver,
    MeetingAlreadyClosed,
    MeetingNotFound,
    MeetingNotOpen,
    NotOnTheRoll,
    ReasonMissing,
    Suspended,
)
from services.meetings.store import attendance, roster
from services.meetings.usecases.check_in import check_in
from services.meetings.usecases.close_meeting import close_meeting
from services.meetings.usecases.confirm_attendance import confirm_attendance
from services.meetings.usecases.open_meeting import open_meeting
from shared.errors import AppError, Unauthenticated
from shared.store import database
from shared.usecase import context, perform
from tests.services.meetings.helpers import NOW, as_member, as_secretary, called, events, opened, standing

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("cell")]


def answer(meeting: dict[str, Any], member: str = "m1", **fields: Any) -> Any:
    return perform(confirm_attendance, {"meeting_id": meeting["id"], **fields}, as_member(member))


def come(meeting: dict[str, Any], member: str = "m1", **options: Any) -> Any:
    return perform(check_in, {"meeting_id": meeting["id"]}, as_member(member, **options))


def row(meeting: dict[str, Any], member: str = "m1") -> dict[str, Any]:
    found = database()["attendance"].find_one({"_id": f"{meeting['id']}:{member}"})
    assert found is not None
    return found


def test_an_answer_is_kept_and_told_once_however_often_it_is_given() -> None:
    meeting = called()
    for _ in range(3):
        assert answer(meeting, coming=True) == {"meeting_id": meeting["id"], "coming": True}
    assert events("attendance") == ["meetings.attendance_confirmed.v1"]


def test_a_member_may_change_his_mind() -> None:
    meeting = called()
    answer(meeting, coming=True)
    answer(meeting, coming=False, reason="Đi công tác xa")
    answer(meeting, coming=True)
    assert row(meeting)["answer"] == "coming"
    assert row(meeting).get("reason") is None
    assert len(events("attendance")) == 3


def test_staying_away_takes_a_reason() -> None:
    meeting = called()
    for reason in ({}, {"reason": "  "}, {"reason": None}):
        with pytest.raises(ReasonMissing) as refused:
            answer(meeting, coming=False, **reason)
        assert refused.value.details == {"reason": "Đồng chí vui lòng ghi lý do vắng mặt."}


def test_the_reason_of_an_absence_lies_encrypted() -> None:
    meeting = called()
    answer(meeting, coming=False, reason="Điều trị tại bệnh viện")
    assert "bệnh viện".encode() not in bytes(row(meeting)["reason"])


def test_an_answer_given_before_the_opening_is_kept_and_its_standing_brought_up_to_date() -> None:
    meeting = called()
    answer(meeting, coming=True)
    roster.keep([standing("m1", "exempt", sequence=2)])
    perform(open_meeting, {"meeting_id": meeting["id"], "version": 1}, as_secretary())
    assert (row(meeting)["answer"], row(meeting)["standing"]) == ("coming", "exempt")


def test_check_in_waits_for_the_opening_and_ends_with_its_window() -> None:
    meeting = called()
    with pytest.raises(MeetingNotOpen):
        come(meeting)
    perform(open_meeting, {"meeting_id": meeting["id"], "version": 1}, as_secretary())
    come(meeting)
    with pytest.raises(CheckInOver):
        come(meeting, "m2", now=NOW + timedelta(hours=5))


def test_a_member_of_another_cell_finds_no_meeting() -> None:
    meeting = opened()
    with pytest.raises(MeetingNotFound):
        come(meeting, "stranger", cell="ts/x01/c0102/")


def test_a_token_alone_puts_nobody_on_the_roll() -> None:
    meeting = opened()
    for member in ("stranger", "gone", "unheard-of"):
        with pytest.raises(NotOnTheRoll):
            come(meeting, member)


def test_a_suspended_member_neither_answers_nor_checks_in() -> None:
    meeting = opened()
    with pytest.raises(Suspended):
        answer(meeting, "barred", coming=True)
    with pytest.raises(Suspended):
        come(meeting, "barred")


def test_nobody_checks_in_without_a_token() -> None:
    meeting = opened()
    with pytest.raises(Unauthenticated):
        perform(check_in, {"meeting_id": meeting["id"]}, context(None))


def test_one_who_joined_the_cell_after_the_opening_is_entered_late() -> None:
    meeting = opened()
    roster.keep([standing("late")])
    come(meeting, "late")
    assert row(meeting, "late")["standing"] == "official"


def test_one_who_is_here_can_no_longer_be_absent() -> None:
    meeting = opened()
    come(meeting)
    assert answer(meeting, coming=False, reason="Bận")["coming"] is True
    assert row(meeting).get("answer") is None


def test_fifty_taps_at_once_are_one_check_in() -> None:
    meeting = opened()
    with ThreadPoolExecutor(25) as pool:
        answers = list(pool.map(lambda _: come(meeting), range(50)))
    assert len({item["checked_in_at"] for item in answers}) == 1
    assert events("attendance") == ["meetings.member_checked_in.v1"]
    assert row(meeting)["version"] == 2


def test_fifty_answers_at_once_before_the_opening_lay_one_row() -> None:
    meeting = called()
    with ThreadPoolExecutor(25) as pool:
        list(pool.map(lambda _: answer(meeting, coming=True), range(50)))
    assert database()["attendance"].count_documents({}) == 1
    assert events("attendance") == ["meetings.attendance_confirmed.v1"]


def test_after_the_close_nobody_is_entered() -> None:
    meeting = opened()
    perform(close_meeting, {"meeting_id": meeting["id"], "version": meeting["version"]}, as_secretary())
    with pytest.raises(MeetingAlreadyClosed):
        come(meeting)
    with pytest.raises(MeetingAlreadyClosed):
        answer(meeting, coming=True)


def test_a_check_in_that_began_before_the_close_and_is_written_after_it_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    meeting = opened()
    look = attendance.find

    def close_after_the_look(meeting_id: str, member_id: str) -> Any:
        row = look(meeting_id, member_id)
        monkeypatch.setattr(attendance, "find", look)
        perform(close_meeting, {"meeting_id": meeting["id"], "version": meeting["version"]}, as_secretary())
        return row

    monkeypatch.setattr(attendance, "find", close_after_the_look)
    with pytest.raises(MeetingAlreadyClosed):
        come(meeting)
    assert row(meeting).get("checked_in_at") is None


@pytest.mark.parametrize("attempt", range(3))
def test_a_storm_of_check_ins_during_the_close_leaves_exactly_those_that_were_counted(attempt: int) -> None:
    roster.keep([standing(f"s{number}") for number in range(150)])
    meeting = opened()
    # Some join while the meeting runs, so that rows are being laid, too.
    roster.keep([standing(f"late{number}") for number in range(20)])
    people = [f"s{number}" for number in range(150)] + [f"late{number}" for number in range(20)]

    def tap(member: str) -> bool:
        try:
            come(meeting, member)
        except MeetingAlreadyClosed:
            return False
        return True

    def end(_: str) -> bool:
        perform(close_meeting, {"meeting_id": meeting["id"], "version": meeting["version"]}, as_secretary())
        return False

    at = 60 + 30 * attempt
    work = [(tap, member) for member in people[:at]] + [(end, "")] + [(tap, member) for member in people[at:]]
    with ThreadPoolExecutor(16) as pool:
        accepted = sum(pool.map(lambda item: item[0](item[1]), work))
    told = database()["meetings"].find_one({"_id": meeting["id"]})
    entered = database()["attendance"].count_documents({"checked_in_at": {"$ne": None}})
    assert told is not None
    assert told["present"] == entered == accepted
    assert database()["attendance"].count_documents({"sealed": {"$ne": True}}) == 0


def test_every_refusal_has_a_code_and_a_vietnamese_sentence() -> None:
    with pytest.raises(AppError) as refused:
        come({"id": "nothing"})
    assert refused.value.code == "meetings.meeting_not_found"
    assert refused.value.message == "Không tìm thấy cuộc họp trong chi bộ của đồng chí."
