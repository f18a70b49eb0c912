"""Who asks, and how a meeting comes to be, in the tests of meetings."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.meetings.store.roster import Standing
from services.meetings.usecases.open_meeting import open_meeting
from services.meetings.usecases.schedule_meeting import schedule_meeting
from shared.security import Actor, Grant
from shared.store import database
from shared.usecase import Context, context, perform

CELL = "ts/x01/c0101/"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def as_member(
    member_id: str = "m1",
    *,
    cell: str = CELL,
    grants: tuple[Grant, ...] = (),
    now: datetime = NOW,
    key: str | None = None,
) -> Context:
    actor = Actor(member_id, cell, (Grant("member", cell), *grants), "t1", now + timedelta(hours=1))
    made = context(actor, correlation_id="c1", repeat_key=key and f"{member_id}/{key}")
    return Context(actor, now, "c1", made.new_id)


def as_secretary(member_id: str = "secretary", **options: Any) -> Context:
    return as_member(member_id, grants=(Grant("cell_secretary", options.get("cell", CELL)),), **options)


def standing(member_id: str, status: str = "official", *, cell: str = CELL, sequence: int = 1) -> Standing:
    cell_id = cell.rstrip("/").rpartition("/")[2]
    return Standing(member_id, cell_id, cell, status, sequence, NOW)  # type: ignore[arg-type]


CALL: dict[str, Any] = {
    "title": "Sinh hoạt chi bộ thường kỳ tháng 12/2026",
    "kind": "regular",
    "starts_at": "2026-12-03T19:30:00+07:00",
    "place": "Nhà văn hóa",
    "agenda": ["Điểm danh", "Thảo luận"],
}


def called(**changes: Any) -> dict[str, Any]:
    answer: dict[str, Any] = perform(schedule_meeting, {**CALL, **changes}, as_secretary())
    return answer


def opened(**changes: Any) -> dict[str, Any]:
    """A meeting that is open now."""
    meeting = called(**changes)
    request = {"meeting_id": meeting["id"], "version": meeting["version"]}
    answer: dict[str, Any] = perform(open_meeting, request, as_secretary())
    return answer


def events(collection: str, type_end: str = "") -> list[str]:
    """Types of the events that wait in a collection's outboxes."""
    rows = database()[collection].find({}, {"outbox": 1})
    return [event["type"] for row in rows for event in row.get("outbox", []) if type_end in event["type"]]
