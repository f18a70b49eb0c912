from typing import Any

import msgspec
import pytest

from services.identity.store import members
from services.identity.store.members import Member
from services.identity.usecases.announce_members import announce_members
from shared.contracts import parse
from shared.outbox import change
from shared.store import database
from tests.services.identity.conftest import Province

pytestmark = pytest.mark.slow


def told() -> dict[str, Any]:
    """The last event of every member."""
    rows = database()["members"].find({}, {"outbox": 1})
    return {row["_id"]: parse(row["outbox"][-1]["body"], "test.reaction") for row in rows}


def quietly(_: int) -> None:
    """Progress is for the command line."""


def test_every_member_is_told_again_with_a_higher_number_than_before(province: Province) -> None:
    before = told()
    assert announce_members(quietly) == len(before) == 8
    after = told()
    for member_id, event in after.items():
        assert event.type == "identity.member_status_changed.v1"
        assert event.sequence == before[member_id].sequence + 1
        assert msgspec.to_builtins(event.data) == msgspec.to_builtins(before[member_id].data)


def test_one_who_left_is_told_too_and_nothing_of_the_record_is_touched(province: Province) -> None:
    leaver = province.member("Lê Đức An")
    change(members.get(leaver.id), set__status="left")
    announce_members(quietly)
    assert told()[leaver.id].data.status == "left"
    assert members.get(leaver.id).birth_date == "1980-02-01"


def test_a_change_in_between_is_what_is_told(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    stale: list[Member] = list(members.standings())
    monkeypatch.setattr(members, "standings", lambda: iter(stale))
    moved = province.member("Lê Đức An")
    change(members.get(moved.id), set__status="exempt")
    announce_members(quietly)
    assert told()[moved.id].data.status == "exempt"
