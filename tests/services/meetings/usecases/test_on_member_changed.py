from typing import Any

import pytest

from services.meetings.store import roster
from services.meetings.usecases.on_member_changed import on_member_changed
from shared.contracts import Received
from shared.contracts.identity import MemberRegistered, MemberStatus, MemberStatusChanged
from shared.inbox import react_to_all
from shared.store import database
from tests.services.meetings.helpers import CELL, NOW

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]


def told(
    event_id: str, member_id: str, sequence: int, status: MemberStatus = "official", cell: str = CELL
) -> Received[Any]:
    kind = MemberRegistered if sequence == 1 else MemberStatusChanged
    cell_id = cell.rstrip("/").rpartition("/")[2]
    data = kind(member_id=member_id, cell_id=cell_id, cell_path=cell, status=status)
    return Received(
        id=event_id, type=data.TYPE, source="identity", subject=member_id, sequence=sequence, time=NOW,
        correlation_id="c1", causation_id=None, traceparent=None, reaction="meetings.on_member_changed", data=data,
    )  # fmt: skip


def status_of(member_id: str) -> str:
    found = database()["roster"].find_one({"_id": member_id})
    assert found is not None
    return str(found["status"])


def test_a_batch_of_members_is_on_the_roll() -> None:
    react_to_all(on_member_changed, [told(f"e{number}", f"m{number}", 1) for number in range(200)])
    assert len(roster.of_cell(CELL)) == 200
    assert roster.sizes() == {"official": 200}


def test_a_late_event_does_not_overwrite_a_newer_one() -> None:
    react_to_all(on_member_changed, [told("e2", "m1", 2, "exempt")])
    react_to_all(on_member_changed, [told("e1", "m1", 1, "official")])
    assert status_of("m1") == "exempt"


def test_within_one_batch_the_newest_counts_whatever_the_order() -> None:
    batch = [told("e3", "m1", 3, "suspended"), told("e1", "m1", 1), told("e2", "m1", 2, "exempt")]
    react_to_all(on_member_changed, batch)
    assert status_of("m1") == "suspended"


def test_a_member_who_moved_is_on_the_new_cells_roll_only() -> None:
    react_to_all(on_member_changed, [told("e1", "m1", 1)])
    react_to_all(on_member_changed, [told("e2", "m1", 2, cell="ts/x02/c0201/")])
    assert roster.of_cell(CELL) == []
    assert [member.cell_id for member in roster.of_cell("ts/x02/c0201/")] == ["c0201"]


def test_one_who_left_is_on_no_roll_and_an_old_event_does_not_bring_him_back() -> None:
    react_to_all(on_member_changed, [told("e2", "m1", 2, "left")])
    react_to_all(on_member_changed, [told("e1", "m1", 1)])
    assert roster.of_cell(CELL) == []


def test_a_forgotten_roll_is_filled_by_what_is_told_again() -> None:
    react_to_all(on_member_changed, [told("e1", "m1", 1), told("e2", "m2", 1)])
    assert roster.forget_all() == 2
    react_to_all(on_member_changed, [told("e1", "m1", 1)])  # a mere redelivery is no news
    assert roster.of_cell(CELL) == []
    react_to_all(on_member_changed, [told("e3", "m1", 2), told("e4", "m2", 2)])
    assert len(roster.of_cell(CELL)) == 2
