from datetime import timedelta
from typing import Any

import pytest

from services.meetings.rules.errors import (
    MeetingAlreadyClosed,
    MeetingAlreadyOpen,
    MeetingNotFound,
    MeetingNotOpen,
    NotTheSecretary,
    RollEmpty,
    VotesStillOpen,
)
from services.meetings.usecases.close_meeting import close_meeting
from services.meetings.usecases.open_meeting import open_meeting
from services.meetings.usecases.open_vote import open_vote
from services.meetings.usecases.schedule_meeting import schedule_meeting
from shared.errors import Conflict, Invalid
from shared.security import audit
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import perform
from tests.services.meetings.helpers import CALL, NOW, as_member, as_secretary, called, events, opened

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("cell")]


def close(meeting: dict[str, Any], **options: Any) -> dict[str, Any]:
    request = {"meeting_id": meeting["id"], "version": meeting["version"]}
    answer: dict[str, Any] = perform(close_meeting, request, as_secretary(**options))
    return answer


def test_a_call_is_stored_with_its_event_and_its_trail() -> None:
    meeting = called()
    stored = database()["meetings"].find_one({"_id": meeting["id"]})
    assert stored is not None
    assert (stored["state"], stored["cell_path"], meeting["version"]) == ("called", "ts/x01/c0101/", 1)
    assert events("meetings") == ["meetings.meeting_called.v1"]
    assert database()["audit_entries"].find_one({})["action"] == "meetings.meeting_called"  # type: ignore[index]


def test_the_same_call_repeated_is_one_meeting_and_one_event() -> None:
    answers = [perform(schedule_meeting, CALL, as_secretary(key="k1")) for _ in range(3)]
    assert len({answer["id"] for answer in answers}) == 1
    assert events("meetings") == ["meetings.meeting_called.v1"]


def test_what_the_regulations_advise_comes_back_as_reminders_and_stops_nothing() -> None:
    called()
    answer = called(starts_at="2026-12-20T19:30:00+07:00", planned_minutes=60)
    assert [reminder["code"] for reminder in answer["warnings"]] == [
        "after_the_first_week",
        "second_regular",
        "too_short",
    ]


def test_the_day_of_a_meeting_is_the_day_in_viet_nam() -> None:
    assert called(starts_at="2026-12-03T00:30:00+07:00")["warnings"] == []
    assert called(kind="both", starts_at="2027-01-03T23:30:00+07:00")["warnings"] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 201),
        ("kind", "secret"),
        ("starts_at", "mai"),
        ("starts_at", "2026-12-03T19:30:00"),
        ("starts_at", "2026-11-20T19:30:00+07:00"),
        ("starts_at", "2126-12-03T19:30:00+07:00"),
        ("place", "   "),
        ("agenda", []),
        ("agenda", ["Điểm danh", ""]),
        ("planned_minutes", 0),
        ("chair", "m1"),
    ],
)
def test_a_bad_field_is_named_in_vietnamese(field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        called(**{field: value})
    (name, message), *_ = refused.value.details.items()
    assert name.startswith(field)
    assert any(letter in message for letter in "ầầộôàạảđệồ")
    assert database()["meetings"].count_documents({}) == 0


def test_only_the_secretary_calls_opens_and_closes() -> None:
    with pytest.raises(NotTheSecretary):
        perform(schedule_meeting, CALL, as_member())
    meeting = called()
    request = {"meeting_id": meeting["id"], "version": meeting["version"]}
    for usecase in (open_meeting, close_meeting):
        with pytest.raises(NotTheSecretary):
            perform(usecase, request, as_member())


def test_the_secretary_of_another_cell_does_not_learn_that_the_meeting_exists() -> None:
    meeting = called()
    with pytest.raises(MeetingNotFound):
        perform(open_meeting, {"meeting_id": meeting["id"], "version": 1}, as_secretary(cell="ts/x01/c0102/"))


def test_opening_lays_a_row_for_everybody_of_the_cell_but_those_who_left() -> None:
    meeting = opened()
    rows = {row["member_id"] for row in database()["attendance"].find({"meeting_id": meeting["id"]})}
    assert rows == {"secretary", "m1", "m2", "m3", "m4", "young", "old", "barred"}
    assert events("meetings") == ["meetings.meeting_called.v1", "meetings.meeting_opened.v1"]


def test_a_cell_without_a_roll_is_not_opened() -> None:
    meeting = called()
    database()["roster"].delete_many({})
    with pytest.raises(RollEmpty):
        perform(open_meeting, {"meeting_id": meeting["id"], "version": 1}, as_secretary())


def test_a_meeting_goes_from_called_to_open_to_closed_and_nowhere_else() -> None:
    meeting = called()
    with pytest.raises(MeetingNotOpen):
        close(meeting)
    request = {"meeting_id": meeting["id"], "version": 1}
    running = perform(open_meeting, request, as_secretary())
    with pytest.raises(MeetingAlreadyOpen):
        perform(open_meeting, request, as_secretary())
    close(running)
    with pytest.raises(MeetingAlreadyClosed):
        close(running)
    with pytest.raises(MeetingAlreadyClosed):
        perform(open_meeting, request, as_secretary())


def test_an_old_page_changes_nothing() -> None:
    meeting = opened()
    with pytest.raises(Conflict) as refused:
        close({**meeting, "version": 1})
    assert refused.value.code == "conflict.changed_by_another"
    assert database()["attendance"].count_documents({"sealed": True}) == 0


def test_closing_after_half_an_hour_reminds_of_the_least_length() -> None:
    closed = close(opened(), now=NOW + timedelta(minutes=30))
    assert [reminder["code"] for reminder in closed["warnings"]] == ["too_short"]
    assert (closed["present"], closed["expected"], closed["rate"]) == (0, 6, 0.0)


def test_a_meeting_with_an_open_vote_is_not_closed() -> None:
    meeting = opened()
    perform(open_vote, {"meeting_id": meeting["id"], "question": "Thông qua nghị quyết?"}, as_secretary())
    with pytest.raises(VotesStillOpen):
        close(meeting)


def test_the_trail_of_a_meeting_holds() -> None:
    close(opened())
    actions = [entry["action"] for entry in database()["audit_entries"].find({}).sort("_id", 1)]
    assert actions == ["meetings.meeting_called", "meetings.meeting_opened", "meetings.meeting_closed"]
    assert audit.verify_chain() is None


def test_a_call_or_a_vote_with_a_mark_of_secrecy_is_not_stored() -> None:
    with pytest.raises(SecretMark):
        perform(schedule_meeting, {**CALL, "agenda": ["TUYỆT MẬT: nội dung thứ nhất"]}, as_secretary())
    assert database()["meetings"].count_documents({}) == 0
    meeting = opened()
    with pytest.raises(SecretMark):
        perform(open_vote, {"meeting_id": meeting["id"], "question": "(MẬT) Đồng ý phương án?"}, as_secretary())
    assert database()["votes"].count_documents({}) == 0
